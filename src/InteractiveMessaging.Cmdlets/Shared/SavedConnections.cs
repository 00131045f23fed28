namespace InteractiveMessaging.Cmdlets;

/// <summary>The saved connections as they are listed.</summary>
internal static class SavedConnections
{
    /// <summary>The names of those that can be read.</summary>
    public static IEnumerable<string> Names() => All(_ => true).Select(saved => saved.Name);

    /// <summary>Those that can be read.</summary>
    /// <param name="called">Whether one of this name is wanted; a file has its connection's name.</param>
    /// <param name="refused">Takes what is wrong with each of the others; null leaves them out in silence.</param>
    public static IEnumerable<SavedConnection> All(Func<string, bool> called, Action<WaException>? refused = null)
    {
        foreach (string file in ProfileStore.Default.Files().Where(file => called(Path.GetFileNameWithoutExtension(file))))
        {
            ConnectionProfile? profile = null;
            try
            {
                profile = ProfileStore.Read(file);
            }
            catch (WaException fault)
            {
                refused?.Invoke(fault);
            }

            if (profile is not null)
            {
                yield return new(profile, file);
            }
        }
    }
}
