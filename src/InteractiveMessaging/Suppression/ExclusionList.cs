namespace InteractiveMessaging;

/// <summary>
/// Who is not to be written to: the people of suppression files, and those that are named one by one. Any thread may ask; each question
/// looks at the files as they are then, so what is added while a run goes on counts for what it has not sent yet.
/// </summary>
internal sealed class ExclusionList
{
    private static readonly SuppressionState Stopped = new(SuppressionAction.Stop, DateTimeOffset.UnixEpoch, SuppressionReason.Manual);

    private readonly List<SuppressionFile> _files = [];
    private readonly KeyTable<SuppressionState> _entries = new();
    private readonly KeyTable<SuppressionState> _named = new();

    /// <summary>Adds a suppression file.</summary>
    /// <exception cref="WaException">As for <see cref="SuppressionFile.Open"/>.</exception>
    public void AddFile(string path) => _files.Add(SuppressionFile.Open(path));

    /// <summary>Adds a person by name: a number with its plus, or a user id.</summary>
    public void Add(string name) => _named[PersonKey.Of(name)] = Stopped;

    /// <summary>Adds an entry of a suppression file; the last word of a person counts.</summary>
    public void Add(SuppressionEntry entry)
    {
        ref SuppressionState state = ref _entries[PersonKey.Of(entry.Recipient)];
        SuppressionState word = new(entry.Action, entry.At, entry.Reason);
        state = state.IsBefore(word) ? word : state;
    }

    /// <summary>Why a person is excluded, as a sentence; null where none of the names is.</summary>
    /// <param name="names">The names of one person, as suppression files have them.</param>
    /// <exception cref="WaException">
    /// A file cannot be read any more, so nobody can say; see <see cref="SuppressionFile.Refresh"/>.
    /// </exception>
    public string? Find(ReadOnlySpan<string> names)
    {
        foreach (SuppressionFile file in _files)
        {
            file.Refresh();
        }

        foreach (string name in names)
        {
            Key128 key = PersonKey.Of(name);
            if (_named.Find(key).IsStopped)
            {
                return $"{name} is named by -Exclude.";
            }

            foreach (SuppressionState state in _files.Select(file => file.Find(key)).Append(_entries.Find(key)))
            {
                if (state.IsStopped)
                {
                    return SuppressionEntry.Tell(name, SuppressionAction.Stop, state.At, state.Reason);
                }
            }
        }

        return null;
    }
}
