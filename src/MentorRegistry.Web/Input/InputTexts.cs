using MentorRegistry.Domain.Citizens;

namespace MentorRegistry.Web.Input;

/// <summary>The keys in ValidationText of what can be wrong with a day, a number of hours, an amount or a CPR number; {0} is the field.</summary>
public static class InputTexts
{
    public static string Key(DateProblem problem) => $"Date_{problem}";

    public static string Key(HoursProblem problem) => $"Hours_{problem}";

    public static string Key(KronerProblem problem) => $"Kroner_{problem}";

    public static string TotalHoursKey(KronerProblem problem) => $"TotalHours_{problem}";

    public static string Key(CprProblem problem) => $"Cpr_{problem}";
}
