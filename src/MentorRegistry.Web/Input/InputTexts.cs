namespace MentorRegistry.Web.Input;

/// <summary>The keys in ValidationText of what can be wrong with a day or a number of hours; {0} is the field.</summary>
public static class InputTexts
{
    public static string Key(DateProblem problem) => $"Date_{problem}";

    public static string Key(HoursProblem problem) => $"Hours_{problem}";
}
