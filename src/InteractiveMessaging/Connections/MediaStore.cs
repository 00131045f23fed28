using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// The uploads of a user that are remembered, one small file each. It is only a convenience: what is damaged, expired or cannot be read or
/// written is as if it were not there, and the file is uploaded again. Several processes may use it at once.
/// </summary>
/// <param name="folder">The folder that holds them; it need not be there.</param>
/// <param name="clock">What their end is measured by.</param>
internal sealed class MediaStore(string folder, TimeProvider clock)
{
    /// <summary>How long an id is used again. WhatsApp keeps a file for 30 days.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(29);

    private const string Extension = ".json";
    private const int LargestFile = 64 * 1024;
    private int _swept;

    /// <summary>
    /// The user's own: below XDG_STATE_HOME or <c>~/.local/state</c>, on Windows below the folder for applications' local data.
    /// </summary>
    public static MediaStore Default => new(Path.Combine(StateFolder(), "InteractiveMessaging", "media"), TimeProvider.System);

    /// <summary>
    /// The name under which an upload is remembered: a hash over everything that makes the id good, the account's key included, so that
    /// nothing of it can be read from the name.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="contentHash">The SHA-256 of the file's content.</param>
    /// <param name="type">Its MIME type, under which it was uploaded.</param>
    public static string NameOf(Connection connection, ReadOnlySpan<byte> contentHash, string type)
    {
        ProviderAccount account = connection.Account;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, connection.Provider);
        Append(hash, $"{account.UploadAddress}");
        foreach ((string name, string value) in account.Settings.Values.OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, value);
        }

        Append(hash, connection.Secret.Reveal());
        Append(hash, type);
        hash.AppendData(contentHash);
        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }

    /// <summary>The upload of this name; null where none is remembered that is still good.</summary>
    public StoredMedia? Find(string name)
    {
        try
        {
            string file = PathOf(name);
            return File.Exists(file) && !PrivateFolder.IsWritableByOthers(file) ? ReadGood(file) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Remembers an upload, and removes those whose time is over.</summary>
    /// <returns>Why it cannot be remembered; null where it is.</returns>
    public string? Save(string name, StoredMedia media)
    {
        try
        {
            PrivateFolder.Write(folder, PathOf(name), media.Write());
            if (Interlocked.Exchange(ref _swept, 1) == 0)
            {
                Sweep();
            }

            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name + Extension);

    private StoredMedia? ReadGood(string file) =>
        new FileInfo(file).Length <= LargestFile && StoredMedia.Read(File.ReadAllBytes(file)) is { } media
            && media.Expires > clock.GetUtcNow() ? media : null;

    // Only files of this store, which have the names that it gives.
    private void Sweep()
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*" + Extension))
        {
            if (Path.GetFileNameWithoutExtension(file) is { Length: 2 * SHA256.HashSizeInBytes } name && name.All(char.IsAsciiHexDigitLower)
                && ReadGood(file) is null)
            {
                File.Delete(file);
            }
        }
    }

    private static string StateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            return Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        }

        // As the XDG specification has it: a relative path is as good as none.
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { } state && Path.IsPathRooted(state)
            ? state
            : Path.Combine(home, ".local", "state");
    }

    // Each with its length, so that no two lists run into the same bytes.
    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
