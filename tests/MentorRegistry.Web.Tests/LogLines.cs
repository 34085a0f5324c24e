using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MentorRegistry.Web.Tests;

/// <summary>What the program writes to its log.</summary>
public sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _all = new();

    public IReadOnlyCollection<string> All => _all;

    public ILogger CreateLogger(string categoryName) => this;

    // Scopes hold the address; no line has them (EventLines).
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _all.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose() { }
}
