using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>A button of a template.</summary>
/// <param name="Type">
/// <c>QUICK_REPLY</c>, <c>URL</c>, <c>PHONE_NUMBER</c>, <c>COPY_CODE</c>, <c>FLOW</c>, <c>OTP</c>, <c>CATALOG</c>, <c>MPM</c>, …
/// </param>
/// <param name="Text">What it says.</param>
/// <param name="Url">The address that it opens, with <c>{{1}}</c> for what varies; null for other buttons.</param>
public sealed record TemplateButton(string Type, string? Text, string? Url)
{
    // What WhatsApp makes of the button with a code, and shows in place of it in the definition.
    private const string CodeAddress = "https://www.whatsapp.com/otp/";

    /// <summary>What a message's component for it is called; null where it takes none.</summary>
    internal string? SubType { get; } = Type switch
    {
        "URL" => Url?.Contains("{{", StringComparison.Ordinal) is true ? "url" : null,
        "PHONE_NUMBER" or "SPM" or "REQUEST_CONTACT_INFO" => null,
        "OTP" => "url",
        _ => Type.ToLowerInvariant(),
    };

    /// <summary>The address, taken apart.</summary>
    internal TemplateText Address { get; } = new(Url ?? "");

    /// <summary>Whether it copies a code, and opens no address of the sender's.</summary>
    internal bool IsCode => Type == "OTP" || Url?.StartsWith(CodeAddress, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>Whether a message must have a component for it.</summary>
    internal bool IsNeeded => SubType is "url" or "copy_code" or "mpm";

    /// <summary>What the values of its component are: their <c>type</c>; null where that is not known.</summary>
    internal string? Takes => SubType switch
    {
        "quick_reply" => "payload",
        "url" => "text",
        "copy_code" => "coupon_code",
        "flow" or "catalog" or "mpm" => "action",
        _ => null,
    };

    /// <summary>How a value is given to it, for people.</summary>
    internal string HowToGive(int index) => IsCode
        ? "Give the code with -Code."
        : $"Give it with -Button @{{ {index} = @{{ {Wants} = … }} }}.";

    /// <summary>What its value is called in the table that gives it.</summary>
    internal string Wants => SubType switch
    {
        "quick_reply" => "Payload",
        "url" => "Url",
        "copy_code" => "CouponCode",
        "flow" => "FlowToken",
        "catalog" or "mpm" => "Thumbnail",
        _ => "…",
    };

    /// <summary>What it says, or what it is where it says nothing, for people.</summary>
    internal string Label => PrintableText.Quote(Text ?? Type);

    /// <summary>Reads a button of a definition.</summary>
    /// <param name="button">The button.</param>
    /// <param name="path">Where it stands, for errors.</param>
    /// <exception cref="FormatException">It is not an object, has no type, or a field is not a text.</exception>
    internal static TemplateButton Of(JsonElement button, string path) => new(
        DefinitionJson.Type(button, path), DefinitionJson.Text(button, "text", path), DefinitionJson.Text(button, "url", path));

    internal string? Asks(int index) => SubType is { } kind ? $"button {index}: {kind}{(IsNeeded ? "" : " (optional)")}" : null;
}
