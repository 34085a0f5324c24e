namespace MentorRegistry.Web.Data;

/// <summary>A key that protects cookies and forms, where several machines must have the same ones.</summary>
public sealed class ProtectionKey
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public required string Xml { get; set; }
}
