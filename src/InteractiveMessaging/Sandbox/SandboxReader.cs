using System.Collections.Specialized;
using System.Text;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>One request as it came to the sandbox.</summary>
internal sealed record SandboxRequest(string Method, string Path, NameValueCollection Headers, ReadOnlyMemory<byte> Body);

/// <summary>Reads the message out of a request as a provider's document describes it, and says what is wrong with it.</summary>
internal static class SandboxReader
{
    /// <summary>The message, or the first fault.</summary>
    public static (SandboxMessage? Message, Refusal? Refusal) Read(SandboxRoute route, SandboxRequest request)
    {
        if (request.Headers["Content-Type"] is not "application/json")
        {
            return Wrong("Content-Type", "Content-Type must be application/json and nothing more.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(request.Body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(route, request, document.RootElement)
                : Wrong("", "The body must be a JSON object.");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The second comes of texts that are no UTF-8 or hold half a surrogate pair.
            return Wrong("", "The body is not JSON.");
        }
    }

    private static (SandboxMessage?, Refusal?) Read(SandboxRoute route, SandboxRequest request, JsonElement body)
    {
        ProviderDialect dialect = route.Dialect;
        foreach (EnvelopeField field in dialect.Envelope)
        {
            if (field.Fault(body) is { } fault)
            {
                return Wrong(field.Path, fault);
            }
        }

        if (dialect.Recipient.Select(pointer => JsonPointer.Find(body, pointer).Text()).FirstOrDefault(text => text is not null) is not { } to)
        {
            return Wrong(dialect.Recipient[0], $"{string.Join(" or ", dialect.Recipient)} is missing.");
        }

        string kind = (dialect.Kind is null ? "interactive" : JsonPointer.Find(body, dialect.Kind).Text() ?? dialect.DefaultKind) ?? "";
        string content = kind == "text" && dialect.Text is { } texts ? texts : dialect.Interactive;
        JsonElement found = JsonPointer.Find(body, content);
        if (!found.Exists())
        {
            return Wrong(content, $"{content} is missing.");
        }

        bool isText = content == dialect.Text;
        if (found.ValueKind != (isText ? JsonValueKind.String : JsonValueKind.Object))
        {
            return Wrong(content, $"{content} must be {(isText ? "a text" : "an object")}.");
        }

        string? type = isText ? "text" : found.Text("type");
        if (type is null)
        {
            return Wrong(content + "/type", $"{content}/type is missing.");
        }

        using JsonDocument? text = isText ? JsonDocument.Parse(MessageWriter.Write(new TextMessage(found.GetString()!))) : null;
        RuleViolation? broken = route.Provider.RuleSet.Check(type, text?.RootElement ?? found)
            .FirstOrDefault(violation => violation.Severity == RuleSeverity.Error);
        if (broken is not null)
        {
            return Wrong(isText ? content : content + broken.Path, broken.Message);
        }

        string keyHeader = route.Provider.Authenticate("").Name;
        return (new()
        {
            Provider = route.Provider.Name,
            To = to.Length > 0 && to.All(char.IsAsciiDigit) && JsonPointer.Find(body, dialect.Recipient[0]).Text() is not null ? "+" + to : to,
            Type = type,
            Body = isText ? found.GetString() : found.Text("body", "text"),
            Method = request.Method,
            Path = request.Path,
            Headers = request.Headers.AllKeys.OfType<string>()
                .Where(name => !name.Equals(keyHeader, StringComparison.OrdinalIgnoreCase))
                .ToDictionary(name => name, name => request.Headers[name] ?? "", StringComparer.OrdinalIgnoreCase),
            Json = Encoding.UTF8.GetString(request.Body.Span),
        }, null);
    }

    private static (SandboxMessage?, Refusal?) Wrong(string field, string detail) =>
        (null, new(RefusalKind.WrongPayload, detail) { Field = field });
}
