namespace InteractiveMessaging;

/// <summary>A journal as a run would find it, for a look ahead: it is read, and neither made, nor locked, nor written.</summary>
internal interface IJournalSnapshot : IDisposable
{
    /// <summary>About how many messages it is best asked at a time: one, or many where it is far away.</summary>
    int BestGroup => 1;

    /// <summary>Whether these messages would be sent, by what became of them before; one that is asked for again is a duplicate.</summary>
    /// <returns>An answer for each, in their order.</returns>
    /// <exception cref="WaException">It cannot be asked.</exception>
    IReadOnlyList<JournalClaim> Claim(IReadOnlyList<JournalMessage> messages);
}
