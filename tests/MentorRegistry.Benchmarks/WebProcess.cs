using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MentorRegistry.Benchmarks;

/// <summary>The built program as a process of its own.</summary>
public sealed class WebProcess : IDisposable
{
    private readonly Process _process;

    private WebProcess(Process process) => _process = process;

    /// <summary>The largest amount of memory that the process has been seen to hold, in megabytes.</summary>
    public double PeakMegabytes { get; private set; }

    public static WebProcess Start(string folder, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = AppContext.BaseDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "MentorRegistry.Web.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DataFolder"] = folder;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["Demo__LoadOnFirstStart"] = "false";
        // One user opens what a whole municipality does.
        start.Environment["Access__CitizenPagesPerHour"] = "2147483647";
        start.Environment["Clock__Today"] = BenchmarkApp.Today;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return new WebProcess(process);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Memory held now, in megabytes; 0 when it has ended, be it while it is asked.</summary>
    public double Megabytes()
    {
        try
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    /// <summary>Waits for the end, watching the memory; a failure ends the run with what the program said.</summary>
    public async Task FinishAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!_process.HasExited)
        {
            PeakMegabytes = Math.Max(PeakMegabytes, Megabytes());
            await timer.WaitForNextTickAsync();
        }

        await _process.WaitForExitAsync();
        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"Exit code {_process.ExitCode}: {await errors}");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
