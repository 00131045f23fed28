using System.Collections.Specialized;
using System.Text;
using System.Text.Json.Nodes;
using InteractiveMessaging.Tests.Providers;

namespace InteractiveMessaging.Tests.Sandboxes;

/// <summary>Requests to a gateway, good ones and such that differ from a good one in one place.</summary>
internal static class Ask
{
    public const string Key = "the-key";

    public static TheoryData<string> Providers { get; } = [.. ProviderCatalog.All.Select(provider => provider.Name)];

    public static InteractiveMessage Question { get; } = new(new ReplyButtonsAction([new("Yes", "y"), new("No", "n")])) { Body = "Shall we?" };

    public static SandboxGateway Gateway(params (string Name, object Value)[] faults) =>
        new(Key, 1, SandboxFaults.Read(faults.ToDictionary(fault => fault.Name, fault => fault.Value), 1), TimeProvider.System);

    /// <summary>A request the provider takes.</summary>
    public static SandboxRequest Good(string name, string to = "+12025550100", Message? message = null)
    {
        Provider provider = ProviderCatalog.Find(name)!;
        ProviderAccount account = new(provider, new(provider.Settings.ToDictionary(setting => setting.Name, setting => setting.Default ?? setting.Example)));
        RequestWriter request = new();
        provider.WriteRequest(request, new(new(message ?? Question), MessageWriter.Write(message ?? Question), Wire.Number(to), SendOptions.None, account.Settings));
        (string header, string value) = provider.Authenticate(Key);
        NameValueCollection headers = new() { { "Content-Type", request.MediaType }, { header, value } };
        return new("POST", account.AddressOf(request)!.PathAndQuery, headers, request.Finish().ToArray());
    }

    /// <summary>The same request with its body changed.</summary>
    public static SandboxRequest Changed(this SandboxRequest request, Action<JsonObject> change)
    {
        JsonObject body = JsonNode.Parse(request.Body.Span)!.AsObject();
        change(body);
        return request with { Body = Encoding.UTF8.GetBytes(body.ToJsonString()) };
    }

    /// <summary>The same request with a header changed.</summary>
    public static SandboxRequest With(this SandboxRequest request, string header, string? value)
    {
        NameValueCollection headers = new(request.Headers);
        headers.Remove(header);
        if (value is not null)
        {
            headers.Add(header, value);
        }

        return request with { Headers = headers };
    }

    /// <summary>What the provider's own reader makes of the answer.</summary>
    public static ProviderReply Read(this SandboxAnswer answer, string provider) => ProviderCatalog.Find(provider)!.ReadReply(new(
        answer.Reply!.Status,
        Encoding.UTF8.GetBytes(answer.Reply.Body),
        header => header == "Retry-After" ? answer.RetryAfter?.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
}
