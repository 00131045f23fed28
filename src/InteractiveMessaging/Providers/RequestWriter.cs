using System.Buffers;
using System.Text;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// Takes one request from a provider: which of its addresses, the media type, the body. A provider writes either JSON or form fields.
/// It keeps its buffers from one request to the next.
/// </summary>
internal sealed class RequestWriter
{
    /// <summary>The media type of JSON; nothing stands after it on the wire.</summary>
    public const string JsonType = "application/json";

    /// <summary>The media type of form fields.</summary>
    public const string FormType = "application/x-www-form-urlencoded";

    private readonly ArrayBufferWriter<byte> _body = new(1024);

    public RequestWriter() => Json = new(_body, JsonData.Compact);

    /// <summary>The address it goes to; null is the provider's first.</summary>
    public ProviderAddress? Address { get; private set; }

    /// <summary>The values of the message in that address.</summary>
    public IReadOnlyList<(string Name, string Value)> AddressValues { get; private set; } = [];

    /// <summary>The media type of the body.</summary>
    public string MediaType { get; private set; } = JsonType;

    /// <summary>Writes a JSON body.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Says where it goes, where that is not the provider's first address.</summary>
    public void GoTo(ProviderAddress address, params (string Name, string Value)[] values)
    {
        Address = address;
        AddressValues = values;
    }

    /// <summary>Writes one form field.</summary>
    public void Field(string name, string value)
    {
        string separator = MediaType == FormType ? "&" : "";
        MediaType = FormType;
        Encoding.UTF8.GetBytes($"{separator}{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}", _body);
    }

    /// <summary>The whole body. It is overwritten by the next request.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        Json.Flush();
        return _body.WrittenMemory;
    }

    /// <summary>Makes ready for the next request.</summary>
    public void Reset()
    {
        _body.ResetWrittenCount();
        Json.Reset(_body);
        Address = null;
        AddressValues = [];
        MediaType = JsonType;
    }
}
