using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>JSON pointers (RFC 6901), such as <c>/action/buttons/0</c>: where in a JSON text something stands.</summary>
internal static class JsonPointer
{
    /// <summary>The pointer to a field of what another pointer leads to.</summary>
    public static string Append(string pointer, string name) =>
        $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>The names and indexes that a pointer goes through.</summary>
    public static string[] Names(string pointer) => [.. pointer.Split('/').Skip(1).Select(
        segment => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    /// <summary>What a pointer leads to; undefined where it leads nowhere.</summary>
    public static JsonElement Find(JsonElement root, string pointer) => root.At(Names(pointer));
}
