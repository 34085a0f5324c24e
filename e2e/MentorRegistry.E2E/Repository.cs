namespace MentorRegistry.E2E;

/// <summary>The folders of the checked-out repository.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>What a run leaves behind; git ignores it.</summary>
    public static string ArtifactsFolder { get; } = Path.Combine(Root, "artifacts", "e2e");

    public static string ScreenshotsFolder { get; } =
        Environment.GetEnvironmentVariable("UPDATE_SCREENSHOTS") == "1"
            ? Path.Combine(Root, "docs", "screenshots")
            : Path.Combine(ArtifactsFolder, "screenshots");

    private static string FindRoot()
    {
        for (
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
        {
            if (File.Exists(Path.Combine(folder.FullName, "MentorRegistry.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests must be built inside the repository.");
    }
}
