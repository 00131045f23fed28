namespace InteractiveMessaging;

/// <summary>Lets so many people through, each as often as there are messages for them, and nobody else.</summary>
/// <param name="most">How many people; null is no limit.</param>
internal sealed class RecipientLimit(int? most)
{
    private readonly HashSet<Recipient> _people = [];

    /// <summary>Whether this person could be written to as things are.</summary>
    public bool MayPass(Recipient recipient) => most is null || Ask(recipient, () => true);

    /// <summary>Whether this person may be written to, and is from now on one of them.</summary>
    public bool TryPass(Recipient recipient) => most is null || Ask(recipient, () => _people.Add(recipient));

    private bool Ask(Recipient recipient, Func<bool> enter)
    {
        lock (_people)
        {
            return _people.Contains(recipient) || (_people.Count < most && enter());
        }
    }
}
