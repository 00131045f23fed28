namespace InteractiveMessaging;

/// <summary>A journal as a run would find it, for a look ahead: it is read, and neither made, nor locked, nor written.</summary>
internal interface IJournalSnapshot : IDisposable
{
    /// <summary>Whether this message would be sent, by what became of it before; asked again, it is a duplicate.</summary>
    JournalClaim Claim(in JournalMessage message);
}
