using System.Text;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The bytes of one JSON text, which all callbacks in it share.</summary>
internal sealed class CallbackBody(ReadOnlyMemory<byte> bytes)
{
    // Weak: what was parsed is larger than the bytes, and a list of callbacks may hold very many bodies.
    private readonly WeakReference _parsed = new(null);

    /// <summary>The text as it came.</summary>
    public string Text => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>The whole value. Callbacks that ask one after the other share what was parsed.</summary>
    public JsonElement Root
    {
        get
        {
            if (_parsed.Target is not JsonElement root)
            {
                Utf8JsonReader reader = new(bytes.Span);
                root = JsonElement.ParseValue(ref reader);
                _parsed.Target = root;
            }

            return root;
        }
    }
}
