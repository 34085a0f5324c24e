using System.CommandLine;
using System.Globalization;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Digests;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Mail;
using MentorRegistry.Web.Pages.Digests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Commands;

/// <summary>What `digest send` is asked for.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="IsDryRun">Whether nothing is stored or sent.</param>
/// <param name="AgainTo">The user name of the one head whose it is that is sent again.</param>
/// <param name="To">The user name of who gets it instead; <c>null</c> = as before.</param>
public sealed record DigestOrder(
    DateOnly Month,
    bool IsDryRun = false,
    string? AgainTo = null,
    string? To = null
);

/// <summary>`digest send`.</summary>
public static class DigestCommands
{
    public static Command Create()
    {
        var month = new Option<string>("--month")
        {
            Required = true,
            Description = "The month that it is about, for example 2026-10. It must be over.",
        };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Makes each digest and says who would get it; stores and sends nothing.",
        };
        var again = new Option<bool>("--again")
        {
            Description = "Sends the stored digest of one head again, as it was; needs --head.",
        };
        var head = new Option<string>("--head") { Description = "The user name of that head." };
        var to = new Option<string>("--to")
        {
            Description =
                "With --again: the user name of another head of the same departments, who gets it instead.",
        };
        var send = new Command(
            "send",
            "Sends the month's digest to every head who has not got it. Running it again sends nothing twice."
        )
        {
            month,
            dryRun,
            again,
            head,
            to,
        };
        send.Validators.Add(parsed =>
        {
            if (!WrittenMonth.TryParse(parsed.GetValue(month), out _))
            {
                parsed.AddError("--month must be a month such as 2026-10.");
            }

            if (parsed.GetValue(again) != (parsed.GetValue(head) is not null))
            {
                parsed.AddError("--again and --head go together.");
            }

            if (parsed.GetValue(to) is not null && !parsed.GetValue(again))
            {
                parsed.AddError("--to goes with --again.");
            }

            if (parsed.GetValue(again) && parsed.GetValue(dryRun))
            {
                parsed.AddError("--again has no --dry-run.");
            }
        });
        send.SetAction(
            (parsed, ct) =>
            {
                _ = WrittenMonth.TryParse(parsed.GetValue(month), out var first);
                var order = new DigestOrder(
                    first,
                    parsed.GetValue(dryRun),
                    parsed.GetValue(head),
                    parsed.GetValue(to)
                );
                return RegistryCommands.WithServicesAsync(
                    (services, token) => SendAsync(services, order, Console.Out, Console.Error, token),
                    ct
                );
            }
        );
        return new Command("digest", "The monthly digest to department heads.") { send };
    }

    /// <summary>`digest send` itself; the exit code: 0 = all that was asked for is out.</summary>
    public static async Task<int> SendAsync(
        IServiceProvider services,
        DigestOrder order,
        TextWriter output,
        TextWriter errors,
        CancellationToken ct
    )
    {
        var clock = services.GetRequiredService<Clock>();
        if (clock.UtcNow < DigestMonth.CutOffUtc(order.Month, Clock.Copenhagen))
        {
            await errors.WriteLineAsync($"{order.Month:yyyy-MM} is not over.");
            return 1;
        }

        if (order.AgainTo is null && !SendDigests.MayBeMade(order.Month, clock.Today))
        {
            await errors.WriteLineAsync(
                $"{order.Month:yyyy-MM} is too old: a digest tells what is open and what the year costs as it is now, so only "
                    + "that of the last month can be made. --again sends an older one again as it was."
            );
            return 1;
        }

        if (order.AgainTo is { } userName)
        {
            return await SendAgainAsync(services, order.Month, userName, order.To, output, errors, ct);
        }

        var job = services.GetRequiredService<SendDigests>();
        if (order.IsDryRun)
        {
            return await TryAsync(services, order.Month, output, errors, ct);
        }

        var added = await job.AddAsync(order.Month, clock.Today, ct);
        var sent = await job.SendDueAsync(clock.UtcNow, ct);
        await output.WriteLineAsync(
            $"{added} added, {sent.Sent} sent, {sent.ToRetry} to be tried again, {sent.GivenUp} given up."
        );
        var missing = await services
            .GetRequiredService<RegistryDb>()
            .Digests.CountAsync(d => d.Month == order.Month && d.SentUtc == null, ct);
        if (missing > 0)
        {
            await errors.WriteLineAsync(
                $"{missing} of {order.Month:yyyy-MM} are not out. The page Månedsoverblik says what the server answered."
            );
        }

        return missing == 0 ? 0 : 1;
    }

    private static async Task<int> SendAgainAsync(
        IServiceProvider services,
        DateOnly month,
        string userName,
        string? to,
        TextWriter output,
        TextWriter errors,
        CancellationToken ct
    )
    {
        var db = services.GetRequiredService<RegistryDb>();
        var clock = services.GetRequiredService<Clock>();
        var wanted = userName.ToUpperInvariant();
        var id = await db
            .Digests.Where(d =>
                d.Month == month
                && db.Users.Any(user => user.Id == d.HeadId && user.NormalizedUserName == wanted)
            )
            .Select(d => (long?)d.Id)
            .SingleOrDefaultAsync(ct);
        if (id is null)
        {
            await errors.WriteLineAsync($"{userName} has no digest of {month:yyyy-MM}.");
            return 1;
        }

        string? recipientId = null;
        if (to is not null)
        {
            var asked = to.ToUpperInvariant();
            recipientId = await db
                .Users.Where(u => u.NormalizedUserName == asked)
                .Select(u => u.Id)
                .SingleOrDefaultAsync(ct);
            var headId = await db.Digests.Where(d => d.Id == id).Select(d => d.HeadId).SingleAsync(ct);
            if (!await DigestRecipients.MayGetAgainAsync(db, headId, recipientId, ct))
            {
                await errors.WriteLineAsync(
                    $"{to} may not have it: only the head, or a head of all the same departments, with an e-mail address."
                );
                return 1;
            }
        }

        if (
            !await services
                .GetRequiredService<DigestRows>()
                .SendAgainAsync(id.Value, recipientId, clock.UtcNow, ct)
        )
        {
            await errors.WriteLineAsync("It is being sent right now.");
            return 1;
        }

        var outcome = await services
            .GetRequiredService<DigestPost>()
            .SendAsync(id.Value, () => clock.UtcNow, ct);
        if (outcome == DigestOutcome.Sent)
        {
            await output.WriteLineAsync("Sent.");
            return 0;
        }

        var answer = await db
            .DigestAttempts.Where(attempt => attempt.DigestId == id)
            .OrderByDescending(attempt => attempt.Id)
            .Select(attempt => attempt.Answer)
            .FirstOrDefaultAsync(ct);
        // The command line speaks English.
        CultureInfo.CurrentUICulture = Languages.English;
        var words = new SendingWords(services.GetRequiredService<IStringLocalizer<DigestsText>>());
        var (sentence, said) = words.Answer(answer) ?? ("", null);
        await errors.WriteLineAsync($"Not sent: {sentence}{(said is null ? null : $" “{said}”")}");
        return 1;
    }

    private static async Task<int> TryAsync(
        IServiceProvider services,
        DateOnly month,
        TextWriter output,
        TextWriter errors,
        CancellationToken ct
    )
    {
        var db = services.GetRequiredService<RegistryDb>();
        var today = services.GetRequiredService<Clock>().Today;
        var failed = 0;
        foreach (var digest in await services.GetRequiredService<SendDigests>().OwedOfAsync(month, today, ct))
        {
            if (
                await db.Digests.AnyAsync(
                    d => d.Month == month && d.HeadId == digest.HeadId && d.SentUtc != null,
                    ct
                )
            )
            {
                await output.WriteLineAsync($"{await UserNameAsync(digest.HeadId)}: has got it.");
                continue;
            }

            // Each by itself, as it is sent.
            await using var scope = services.CreateAsyncScope();
            var head = await UserNameAsync(digest.HeadId);
            try
            {
                var mail = await scope
                    .ServiceProvider.GetRequiredService<DigestComposer>()
                    .ComposeAsync(digest.HeadId, month, digest.FromUtc, digest.CutOffUtc, ct);
                var address = await db
                    .Users.Where(user => user.Id == mail.RecipientId)
                    .Select(user => user.Email)
                    .SingleAsync(ct);
                await output.WriteLineAsync(
                    $"{head} -> {await UserNameAsync(mail.RecipientId)}{(DigestRecipients.IsAddress(address) ? "" : " (no e-mail address: would be given up)")}: {mail.Subject}"
                );
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failed++;
                await errors.WriteLineAsync($"{head}: cannot be made ({exception.GetType().Name}).");
            }
        }

        return failed == 0 ? 0 : 1;

        Task<string?> UserNameAsync(string id) =>
            db.Users.Where(user => user.Id == id).Select(user => user.UserName).SingleOrDefaultAsync(ct);
    }
}
