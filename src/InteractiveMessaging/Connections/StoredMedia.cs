using System.Text.Json;
using System.Text.Json.Serialization;

namespace InteractiveMessaging;

/// <summary>An upload that is remembered: a file of the user's own state folder. Of the account and the key it says nothing.</summary>
/// <param name="Id">The id that the provider gave the file.</param>
/// <param name="Expires">Until when it is used again.</param>
internal sealed record StoredMedia(string Id, DateTimeOffset Expires)
{
    /// <summary>The file's text.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, StoredMediaJson.Default.StoredMedia);

    /// <summary>Reads one; null where it is damaged.</summary>
    public static StoredMedia? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            StoredMedia? read = JsonSerializer.Deserialize(json, StoredMediaJson.Default.StoredMedia);
            return string.IsNullOrWhiteSpace(read?.Id) ? null : read;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StoredMedia))]
internal sealed partial class StoredMediaJson : JsonSerializerContext;
