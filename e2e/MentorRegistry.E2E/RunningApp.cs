using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using MentorRegistry.E2E;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(RunningApp))]

namespace MentorRegistry.E2E;

/// <summary>
/// The built app as a process of its own, with an empty data folder, the demo loaded and the day pinned; and one
/// browser. Shared by all tests: a test that changes data takes a citizen or placement that no other test reads.
/// </summary>
public sealed partial class RunningApp : IAsyncLifetime
{
    /// <summary>The app's day. The demo's present is laid out around it.</summary>
    public static readonly DateOnly Today = new(2026, 11, 20);

    // Making and loading the demo is part of the first start; a loaded machine takes its time.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly ConcurrentQueue<string> output = new();
    private readonly TaskCompletionSource<string> address = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly string dataFolder = Directory.CreateTempSubdirectory("mentor-e2e-").FullName;
    private Process? process;
    private IPlaywright? playwright;

    public string Address { get; private set; } = "";

    /// <summary>The cookies of each demo user that has signed in.</summary>
    public ConcurrentDictionary<string, Cookie[]> SignedIn { get; } = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim signInTurn = new(1, 1);

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>Where the app's mail goes.</summary>
    public MailServer Mail { get; private set; } = null!;

    /// <summary>The numbers that must not be found outside the database.</summary>
    public Canaries Canaries { get; } = new();

    public async ValueTask InitializeAsync()
    {
        try
        {
            Mail = await MailServer.StartAsync(
                Directory.CreateDirectory(Path.Combine(dataFolder, "taken-mail")).FullName
            );
            Start();
            Address = await address.Task.WaitAsync(StartLimit);
            await WaitUntilReadyAsync();
            playwright = await Playwright.CreateAsync();
            Browser = await playwright.Chromium.LaunchAsync(
                new()
                {
                    ExecutablePath = InstalledBrowser.Find(),
                    Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
                }
            );
        }
        catch (Exception exception)
        {
            // The fixture is not disposed of when it fails to start.
            await DisposeAsync();
            throw new InvalidOperationException($"The app did not start. {LastOutput()}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.CloseAsync();
        }

        playwright?.Dispose();
        if (process is not null)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync();
            process.Dispose();
            process = null;
        }

        if (Mail is not null)
        {
            await Mail.DisposeAsync();
        }

        Directory.CreateDirectory(Repository.ArtifactsFolder);
        await File.WriteAllLinesAsync(Path.Combine(Repository.ArtifactsFolder, "e2e-app.log"), output);
        var canaries = Browser is null ? [] : await Canaries.FindAsync(output, dataFolder);
        if (Directory.Exists(dataFolder))
        {
            Directory.Delete(dataFolder, recursive: true);
        }

        // An error of the run: no test is left to fail.
        Assert.True(canaries.Count == 0, string.Join(Environment.NewLine, canaries));
    }

    /// <summary>Waits for the turn to sign in; disposing what comes back gives it on.</summary>
    public async Task<IDisposable> SignInTurnAsync()
    {
        await signInTurn.WaitAsync();
        return new Turn(signInTurn);
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }

    /// <summary>What the app wrote last, for the message of a test that failed because of the app.</summary>
    public string LastOutput() =>
        "The app's last lines:" + Environment.NewLine + string.Join(Environment.NewLine, output.TakeLast(30));

    [GeneratedRegex(@"Now listening on: (?<address>http://127\.0\.0\.1:[0-9]+)", RegexOptions.None, 1000)]
    private static partial Regex ListeningLine();

    private void Start()
    {
        var project = Path.Combine(Repository.Root, "src", "MentorRegistry.Web");
        // This project and the app are built in one configuration: …/bin/Debug/net10.0/.
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var assembly = Path.Combine(project, "bin", built.Parent!.Name, built.Name, "MentorRegistry.Web.dll");
        var start = new ProcessStartInfo("dotnet", [assembly, "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = project,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["DataFolder"] = dataFolder,
                // Its temporary files too, to be looked through at the end.
                ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(dataFolder, "temporary")).FullName,
                // Its sockets cannot be read.
                ["DOTNET_EnableDiagnostics"] = "0",
                ["Clock__Today"] = Today.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
                ["Mail__Host"] = "localhost",
                ["Mail__Port"] = $"{Mail.SmtpPort}",
                ["Mail__StartTls"] = "false",
                ["Mail__From"] = "mentorregister@example.dk",
                // All browsers of the tests have one address.
                ["SignIn__AttemptsPerMinutePerAddress"] = "1000",
                // One user is many tests at once.
                ["Access__SearchesPerMinute"] = "1000",
                ["Access__ExportsPerHour"] = "1000",
                ["Access__CitizenPagesPerHour"] = "100000",
                ["Access__ChecksPerMinute"] = "1000",
            },
        };
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Receive(line.Data);
        process.ErrorDataReceived += (_, line) => Receive(line.Data);
        process.Exited += (_, _) =>
            address.TrySetException(new InvalidOperationException("The app ended by itself."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Receive(string? line)
    {
        if (line is null)
        {
            return;
        }

        output.Enqueue(line);
        if (ListeningLine().Match(line) is { Success: true } match)
        {
            address.TrySetResult(match.Groups["address"].Value);
        }
    }

    private async Task WaitUntilReadyAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        using var client = new HttpClient { BaseAddress = new Uri(Address) };
        while (true)
        {
            using var response = await client.GetAsync("/health/ready", limit.Token);
            if (response.StatusCode != System.Net.HttpStatusCode.ServiceUnavailable)
            {
                response.EnsureSuccessStatusCode();
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }
}
