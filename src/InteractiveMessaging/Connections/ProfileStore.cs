namespace InteractiveMessaging;

/// <summary>
/// The saved connections of a user, one file each. A file that cannot be read with certainty is refused and never overwritten; a
/// new one takes the place of the old in one step.
/// </summary>
/// <param name="folder">The folder that holds them; it need not be there.</param>
internal sealed class ProfileStore(string folder)
{
    private const string Extension = ".json";
    private const int LargestFile = 64 * 1024;

    /// <summary>
    /// The user's own: below XDG_CONFIG_HOME or <c>~/.config</c> on Linux, the platform's folder for applications' data elsewhere.
    /// </summary>
    public static ProfileStore Default => new(Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "InteractiveMessaging",
        "connections"));

    /// <summary>The file of a connection of this name. Names do not tell upper from lower case.</summary>
    public string PathOf(string name) => Path.Combine(folder, name.ToLowerInvariant() + Extension);

    /// <summary>Whether there is a file for this name, whatever it holds.</summary>
    public bool Has(string name) => ConnectionName.Fault(name) is null && File.Exists(PathOf(name));

    /// <summary>The files that are there.</summary>
    public IEnumerable<string> Files() =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal) : [];

    /// <summary>The names of the files, which are those of the connections in lower case.</summary>
    public IEnumerable<string> Names() => Files().Select(file => Path.GetFileNameWithoutExtension(file));

    /// <summary>The saved connection of this name; null where there is none.</summary>
    /// <exception cref="WaException">Its file is refused.</exception>
    public ConnectionProfile? Find(string name) => Has(name) ? Read(PathOf(name)) : null;

    /// <summary>Reads one file.</summary>
    /// <exception cref="WaException">It is damaged, newer than this module, cannot be read, or others may write it.</exception>
    public static ConnectionProfile Read(string file)
    {
        try
        {
            // Who can write a profile can send the key to an address of their own.
            if (PrivateFolder.IsWritableByOthers(file))
            {
                throw Refused(
                    file,
                    "can be written by other users, who could send its key elsewhere",
                    $"Look at it, then take that right away: chmod 600 '{file}'");
            }

            if (new FileInfo(file).Length > LargestFile)
            {
                throw new FormatException("is damaged: it is too large");
            }

            ConnectionProfile profile = ConnectionProfile.Read(File.ReadAllBytes(file));
            return profile.Name.Equals(Path.GetFileNameWithoutExtension(file), StringComparison.OrdinalIgnoreCase)
                ? profile
                : throw new FormatException($"is not the one of its name: it holds '{profile.Name}'");
        }
        catch (FormatException fault)
        {
            throw Refused(
                file, fault.Message, "It was left as it is. Put it right, move it away, or remove it with Disconnect-WaProvider -Forget.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused(file, $"cannot be read: {failure.Message}", "Make it readable for this user.");
        }
    }

    /// <summary>Saves a connection, in place of an earlier one of the same name.</summary>
    /// <exception cref="WaException">The earlier file is refused, or this one cannot be written.</exception>
    public void Save(ConnectionProfile profile)
    {
        _ = Find(profile.Name);
        string file = PathOf(profile.Name);
        try
        {
            PrivateFolder.Write(folder, file, profile.Write());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused(file, $"cannot be written: {failure.Message}", "Make the folder writable for this user, or leave -Save out.");
        }
    }

    /// <summary>Removes a saved connection, whatever its file holds.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string name)
    {
        if (!Has(name))
        {
            return false;
        }

        try
        {
            File.Delete(PathOf(name));
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused(PathOf(name), $"cannot be removed: {failure.Message}", "Remove it by hand.");
        }
    }

    private static WaException Refused(string file, string fault, string recommendation) =>
        new(ErrorCause.ProfileRefused, $"The file {file} {fault}.", recommendation);
}
