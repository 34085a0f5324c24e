namespace MentorRegistry.Web.Access;

/// <summary>The roles. A user may have several.</summary>
public static class Roles
{
    /// <summary>Opens citizens, registers and changes placements of own departments.</summary>
    public const string Caseworker = nameof(Caseworker);

    /// <summary>As a caseworker, and loads own departments' files.</summary>
    public const string DepartmentHead = nameof(DepartmentHead);

    /// <summary>Keeps reference data and users; opens no citizen.</summary>
    public const string Administrator = nameof(Administrator);

    /// <summary>Reads the logs; opens no citizen.</summary>
    public const string Auditor = nameof(Auditor);

    public static IReadOnlyList<string> All { get; } = [Caseworker, DepartmentHead, Administrator, Auditor];
}
