using System.Globalization;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Data;

namespace MentorRegistry.Benchmarks;

/// <summary>Four departments, twelve target groups, twelve legal bases, forty providers with five mentors each.</summary>
public static class ReferenceData
{
    public const int Departments = 4;
    public const int GroupsEach = 3;
    public const int BasesEach = 3;
    public const int Providers = 40;
    public const int MentorsEach = 5;

    public static string DepartmentName(int index) =>
        ((string[])["Beskæftigelse", "Handicap", "Psykiatri", "Børn og Familie"])[index];

    public static string GroupName(int department, int index) =>
        $"{DepartmentName(department)}, målgruppe {index + 1}";

    public static string BasisName(int department, int index) =>
        $"{DepartmentName(department)} § {85 + index}";

    public static string ProviderName(int index) => $"Mentorfirma {Number(index)}";

    public static string MentorName(int provider, int index) =>
        $"{Names.First(provider + (index * 7))} {Names.Last(provider + (index * 5))}";

    /// <summary>Adds all of it; the rows' numbers follow the order here. Answers the departments' numbers.</summary>
    public static async Task<long[]> AddToAsync(RegistryDb db)
    {
        var departments = new List<Department>();
        for (var d = 0; d < Departments; d++)
        {
            var department = new Department
            {
                Name = DepartmentName(d),
                Phone = $"00 00 10 0{d}",
                Email = $"afdeling{d}@example.dk",
            };
            departments.Add(department);
            // One save each: the numbers follow from the order then.
            db.Departments.Add(department);
            await db.SaveChangesAsync();
            for (var i = 0; i < GroupsEach; i++)
            {
                db.TargetGroups.Add(new TargetGroup { Name = GroupName(d, i), DepartmentId = department.Id });
                db.LegalBases.Add(
                    new LegalBasis
                    {
                        Name = BasisName(d, i),
                        DepartmentId = department.Id,
                        PlainWords = "En mentor, der hjælper dig videre.",
                        LongestGrantMonths = i == 0 ? 6 : null,
                    }
                );
                await db.SaveChangesAsync();
            }
        }

        var categories = Enumerable
            .Range(0, 4)
            .Select(i => new ProviderCategory { Name = $"Kategori {i + 1}", SortOrder = i })
            .ToList();
        for (var p = 0; p < Providers; p++)
        {
            var provider = new Provider
            {
                Name = ProviderName(p),
                Category = categories[p % categories.Count],
                Phone = $"00 00 20 {Number(p)}",
                Email = $"firma{p}@example.dk",
            };
            db.Providers.Add(provider);
            await db.SaveChangesAsync();
            for (var m = 0; m < MentorsEach; m++)
            {
                db.Mentors.Add(
                    new Mentor
                    {
                        ProviderId = provider.Id,
                        Name = MentorName(p, m),
                        Phone = $"00 0{m} 30 {Number(p)}",
                        Email = $"mentor{p}.{m}@example.dk",
                    }
                );
                await db.SaveChangesAsync();
            }
        }

        return [.. departments.Select(department => department.Id)];
    }

    private static string Number(int index) => index.ToString("00", CultureInfo.InvariantCulture);
}

/// <summary>Common Danish names; nobody's.</summary>
public static class Names
{
    private static readonly string[] Firsts =
    [
        "Anne",
        "Peter",
        "Kirsten",
        "Jens",
        "Mette",
        "Lars",
        "Hanne",
        "Michael",
        "Åse",
        "Søren",
        "Ida",
        "Niels",
        "Øyvind",
        "Line",
        "Aage",
        "Camilla",
        "Mohammad",
        "Fatima",
        "Karl",
    ];

    private static readonly string[] Lasts =
    [
        "Nielsen",
        "Jensen",
        "Hansen",
        "Pedersen",
        "Andersen",
        "Christensen",
        "Larsen",
        "Sørensen",
        "Rasmussen",
        "Ågård",
        "Østergaard",
        "Møller",
        "Kjær",
        "Aagaard",
        "Thomsen",
        "Poulsen",
        "Æbelø",
    ];

    public static string First(int index) => Firsts[index % Firsts.Length];

    public static string Last(int index) => Lasts[index % Lasts.Length];

    /// <summary>A name for a citizen.</summary>
    public static string Of(int citizen) =>
        $"{First(citizen)} {Last(citizen / 3)} {Last((citizen / 50) + citizen)}";
}
