namespace MentorRegistry.Web.Mail;

/// <summary>Answers that are no server's: keys of DigestsText, said in the reader's language where they are shown.</summary>
public static class OwnAnswers
{
    public const string AddressMissing = "Own_AddressMissing";
    public const string AddressIsNone = "Own_AddressIsNone";
    public const string AddressLetters = "Own_AddressLetters";

    /// <summary>The digest could not be made; the kind of fault stands after it.</summary>
    public const string NotMade = "Own_NotMade";
}

/// <summary>
/// What a server's answer means: keys of DigestsText too. What the server said stands after it, in its own words.
/// </summary>
public static class ServerAnswers
{
    /// <summary>How each of them begins.</summary>
    public const string Prefix = "Server_";

    public const string Taken = "Server_Taken";

    /// <summary>Put into the folder, as the file that stands after it.</summary>
    public const string PutIntoFolder = "Server_PutIntoFolder";

    public const string FolderRefused = "Server_FolderRefused";
    public const string NotReached = "Server_NotReached";
    public const string NoTls = "Server_NoTls";
    public const string Certificate = "Server_Certificate";
    public const string NoSignIn = "Server_NoSignIn";
    public const string SignInRefused = "Server_SignInRefused";

    /// <summary>4yz: it may take it later.</summary>
    public const string Busy = "Server_Busy";

    /// <summary>5yz to this recipient.</summary>
    public const string NoSuchRecipient = "Server_NoSuchRecipient";
    public const string MailboxFull = "Server_MailboxFull";

    /// <summary>5yz to the sender or the content.</summary>
    public const string Refused = "Server_Refused";
    public const string TooLate = "Server_TooLate";
    public const string Dropped = "Server_Dropped";
}
