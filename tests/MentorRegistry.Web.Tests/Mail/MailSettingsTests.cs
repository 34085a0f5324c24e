using MentorRegistry.Web.Mail;

namespace MentorRegistry.Web.Tests.Mail;

/// <summary>Settings with which mails would go nowhere, or in the clear, stop the start.</summary>
public sealed class MailSettingsTests
{
    [Theory]
    [InlineData(465, true, "mail.kommune.dk", "a@kommune.dk", "465")]
    [InlineData(0, true, "mail.kommune.dk", "a@kommune.dk", "Mail:Port")]
    [InlineData(587, false, "mail.kommune.dk", "a@kommune.dk", "in the clear")]
    [InlineData(587, true, "mail.kommune.dk", "", "Mail:From is empty")]
    [InlineData(587, true, "mail.kommune.dk", "a@kommune.dk,b@kommune.dk", "Mail:From must be")]
    [InlineData(587, true, "mail.kommune.dk", "Navn <a@kommune.dk>", "Mail:From must be")]
    public void Problems_WrongServer_IsNamedWithTheReason(
        int port,
        bool startTls,
        string host,
        string from,
        string named
    )
    {
        var settings = new RegistrySettings
        {
            Mail =
            {
                Host = host,
                Port = port,
                StartTls = startTls,
                From = from,
            },
        };

        Assert.Contains(named, Assert.Single(settings.Problems(null)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Problems_WithoutTlsOnThisMachine_IsAllowed(string host)
    {
        var settings = new RegistrySettings
        {
            Mail =
            {
                Host = host,
                StartTls = false,
                From = "a@kommune.dk",
            },
        };

        Assert.Empty(settings.Problems(null));
    }

    [Fact]
    public void Problems_AddressNumbersUserAndClosingDay_AreNamed()
    {
        var settings = new RegistrySettings
        {
            Municipality = { ClosingDays = ["2027-05-03", "06-05", "5. juni"] },
            Mail =
            {
                BaseUrl = "mentor.kommune.dk",
                TimeoutSeconds = 0,
                AtOnce = 21,
                FromName = "Navn\r\nBcc: x@y.dk",
                Host = "mail.kommune.dk",
                From = "a@kommune.dk",
                User = "registry",
            },
        };

        var problems = string.Join('\n', settings.Problems(null));

        foreach (
            var named in new[]
            {
                "Mail:BaseUrl",
                "Mail:TimeoutSeconds",
                "Mail:AtOnce",
                "Mail:FromName",
                "Mail:Password",
                "“5. juni”",
            }
        )
        {
            Assert.Contains(named, problems, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("06-05”", problems, StringComparison.Ordinal);
    }

    [Fact]
    public void ClosingDaysAround_DayOfEveryYear_IsThereInEachYear() =>
        Assert.Superset(
            new HashSet<DateOnly>
            {
                TestData.Day("2026-06-05"),
                TestData.Day("2027-06-05"),
                TestData.Day("2027-05-03"),
            },
            new HashSet<DateOnly>(
                new MunicipalitySettings { ClosingDays = ["06-05", "2027-05-03"] }.ClosingDaysAround(
                    TestData.Day("2026-12-31")
                )
            )
        );
}
