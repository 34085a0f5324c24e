using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Sharing;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>
/// What lets the demo's departments see each other's placements: most citizens with mentors of several departments
/// have consented; some have not, one has withdrawn it.
/// </summary>
internal static class DemoSharing
{
    public const string Consent = "Samtykke (retssikkerhedsloven § 11 a)";
    public const string Provision = "Retssikkerhedsloven § 11 c (børnesager)";

    /// <summary>Shows what a colleague meets without a basis; docs/demo.md names them.</summary>
    private static readonly HashSet<string> Without =
    [
        "Kåre Brødsgaard Mortensen",
        "Torbjørn Rømer-Dalsgaard",
    ];

    private const string Withdrawn = "Birthe Øllgaard Krogh";
    private const string Protected = "Ahmad Abdi Vestergård";

    public static void AddTo(DemoBuilder demo)
    {
        demo.Citizens.Single(citizen => citizen.Name == Protected).IsProtected = true;
        foreach (var citizen in demo.Citizens.Where(citizen => !Without.Contains(citizen.Name)))
        {
            var departments = citizen.Placements.Select(p => p.Department!).DistinctBy(d => d.Name).ToList();
            if (departments.Count < SharingBasis.FewestDepartments)
            {
                continue;
            }

            var isChild = departments.Exists(department => department.Name == DemoReference.Children);
            var since = citizen.Placements.Max(placement => placement.First);
            var first = since < demo.Today ? since : demo.Today;
            var basis = new SharingBasis
            {
                Ground = demo.Reference.SharingGround(isChild ? Provision : Consent),
                First = first,
                Source = isChild ? "Afgørelse i barnets sag" : $"Sag {demo.Random.Next(1000, 9999)}",
                RecordedBy = demo.Random.Pick(DemoTexts.Caseworkers[departments[0].Name]),
                RecordedUtc = first.ToDateTime(new TimeOnly(9, 30), DateTimeKind.Utc),
            };
            basis.Departments.AddRange(
                departments.Select(d => new SharingBasisDepartment { DepartmentId = d.Id })
            );
            if (citizen.Name == Withdrawn)
            {
                basis.Withdraw(demo.Today.AddDays(-20), basis.RecordedBy);
            }

            citizen.SharingBases.Add(basis);
        }
    }
}
