using System.Collections.Specialized;
using System.Text;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>One request as it came to the sandbox.</summary>
internal sealed record SandboxRequest(string Method, string Path, NameValueCollection Headers, ReadOnlyMemory<byte> Body);

/// <summary>Lets a provider's side read the message out of a request, checks it by the rules, and says what is wrong with it.</summary>
internal static class SandboxReader
{
    /// <summary>The message, or the first thing that is wrong.</summary>
    /// <param name="route">The provider.</param>
    /// <param name="place">Which of its addresses it came to.</param>
    /// <param name="request">The request.</param>
    /// <param name="templates">The templates of the account; null takes any.</param>
    public static (SandboxMessage? Message, Refusal? Refusal) Read(
        SandboxRoute route, SandboxPlace place, SandboxRequest request, DialectTemplates? templates)
    {
        string mediaType = MediaType(request.Headers["Content-Type"]);
        try
        {
            DialectReading reading = route.Dialect.Read(new(place.Address, place.Values, mediaType, request.Body));
            return reading.Refusal is { } refusal ? (null, refusal)
                : Violation(route, reading) is { } violation ? (null, Refused(violation, reading))
                : templates?.Refuse(reading) is { } unfit ? (null, unfit)
                : (Message(route, place, request, reading), null);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The second comes of texts that are not UTF-8 or hold half a surrogate pair.
            return (null, new(RefusalKind.WrongPayload, "The body is not JSON."));
        }
    }

    /// <summary>The media type. Clients may say which characters the body is written in; JSON is UTF-8 all the same.</summary>
    public static string MediaType(string? header) => (header ?? "").Split(';')[0].Trim().ToLowerInvariant();

    private static Refusal Refused(RuleViolation violation, DialectReading reading) => new(RefusalKind.WrongPayload, violation.Message)
    {
        Field = reading.FieldOf(violation.Path),
        Template = violation.Rule.EndsWith(".text.line", StringComparison.Ordinal) ? TemplateFault.Text : null,
    };

    private static RuleViolation? Violation(SandboxRoute route, DialectReading reading) =>
        route.Provider.RuleSet.Check(reading.Kind.Name, TypeOf(reading), reading.Message)
            .FirstOrDefault(violation => violation.Severity == RuleSeverity.Error);

    private static SandboxMessage Message(SandboxRoute route, SandboxPlace place, SandboxRequest request, DialectReading reading)
    {
        string keyHeader = route.Provider.Authenticate("").Name;
        return new()
        {
            Provider = route.Provider.Name,
            To = reading.IsNumber && reading.To.All(char.IsAsciiDigit) ? "+" + reading.To : reading.To,
            Type = TypeOf(reading),
            Body = JsonPointer.Find(reading.Message, reading.Kind.BodyPath) is { ValueKind: JsonValueKind.String } body
                ? body.GetString()
                : null,
            Method = request.Method,
            Path = request.Path,
            Headers = request.Headers.AllKeys.OfType<string>()
                .Where(name => !name.Equals(keyHeader, StringComparison.OrdinalIgnoreCase))
                .ToDictionary(name => name, name => request.Headers[name] ?? "", StringComparer.OrdinalIgnoreCase),
            Json = Encoding.UTF8.GetString(request.Body.Span),
            Route = route,
            Place = place,
        };
    }

    private static string TypeOf(DialectReading reading) => reading.Message.Text("type") ?? "";
}
