namespace MentorRegistry.Domain; internal static class X;
