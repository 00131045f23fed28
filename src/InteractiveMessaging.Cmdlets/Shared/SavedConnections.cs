namespace InteractiveMessaging.Cmdlets;

/// <summary>The saved connections as they are listed.</summary>
internal static class SavedConnections
{
    /// <summary>Those that can be read.</summary>
    /// <param name="refused">Takes what is wrong with each of the others; null leaves them out in silence.</param>
    public static IEnumerable<SavedConnection> All(Action<ConnectionException>? refused = null)
    {
        foreach (string file in ProfileStore.Default.Files())
        {
            ConnectionProfile? profile = null;
            try
            {
                profile = ProfileStore.Read(file);
            }
            catch (ConnectionException fault)
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
