using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InteractiveMessaging;

/// <summary>A connection as it is saved: everything but the key, of which it names the place.</summary>
internal sealed record ConnectionProfile
{
    /// <summary>The version this module writes, and the newest it reads.</summary>
    public const int Newest = 1;

    // The file is for people too: a number keeps its plus.
    private static readonly ProfileJson Form = new(new JsonSerializerOptions(ProfileJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The version of the file's form.</summary>
    public int Version { get; init; } = Newest;

    public required string Name { get; init; }

    public required string Provider { get; init; }

    /// <summary>The provider's settings as they were given; defaults are not saved.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    public Uri? BaseUri { get; init; }

    public Uri? Endpoint { get; init; }

    public Uri? Proxy { get; init; }

    public double? RatePerSecond { get; init; }

    public required KeySource Key { get; init; }

    /// <summary>Reads a profile.</summary>
    /// <exception cref="FormatException">It is damaged, or a newer module wrote it: the message goes on after "The file …".</exception>
    public static ConnectionProfile Read(ReadOnlySpan<byte> json)
    {
        try
        {
            Utf8JsonReader reader = new(json);
            JsonElement root = JsonElement.ParseValue(ref reader);
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out JsonElement field)
                || !field.TryGetInt32(out int version))
            {
                throw new FormatException("is damaged: it names no version");
            }

            if (version > Newest)
            {
                throw new FormatException($"was written by a newer version of this module (form {version}; this one reads up to {Newest})");
            }

            ConnectionProfile? profile = JsonSerializer.Deserialize(json, ProfileJson.Default.ConnectionProfile);
            return profile switch
            {
                null or { Version: < 1 } => throw new FormatException("is damaged: it names no version"),
                { Name: null } or { Provider: null } or { Key: null } or { Settings: null } =>
                    throw new FormatException("is damaged: a part of it is missing"),
                _ when profile.Settings.Values.Contains(null) => throw new FormatException("is damaged: a setting has no value"),
                { Key.IsWhole: false } => throw new FormatException("is damaged: it must name either an environment variable or a secret"),
                _ when ConnectionName.Fault(profile.Name) is not null => throw new FormatException("is damaged: its name is none"),
                _ => profile,
            };
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The text of the exception could quote the file.
            throw new FormatException("is damaged: it is not the JSON that -Save writes", broken);
        }
    }

    /// <summary>The file's text.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Form.ConnectionProfile);
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ConnectionProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
