using InteractiveMessaging.Transport;

namespace InteractiveMessaging.Tests.Providers;

/// <summary>Sends messages the way the module does: connection, rules, envelope, HTTP.</summary>
internal static class Wire
{
    public static Connection Connect(string provider, Uri host, string key, params (string Name, string Value)[] settings) => Connection.Create(
        new(ProviderCatalog.Find(provider)!, Secret.Of(key))
        {
            Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
            BaseUri = host,
            RatePerSecond = 0,
        },
        () => new HttpTransport());

    public static PhoneNumber Number(string text)
    {
        Assert.True(PhoneNumber.TryParse(text, NumberReading.Explicit, out PhoneNumber number, out string? error), error);
        return number;
    }

    public static UserId Person(string text)
    {
        Assert.True(UserId.TryParse(text, out UserId person, out string? error), error);
        return person;
    }

    /// <summary>Sends one message and gives its result.</summary>
    public static Task<SendResult> SendAsync(Connection connection, Message message, string? to, SendOptions? options = null) => Task.Run(() =>
    {
        using SendRun run = new(connection, new() { MaxRetryCount = 0 }, TimeProvider.System);
        SendItem item = new()
        {
            Draft = MessageDraft.Of(message),
            To = to,
            Number = to is null ? null : Number(to),
            Options = options ?? SendOptions.None,
        };
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        return run.SendAll([item], patience.Token).Single();
    });

    /// <summary>What goes over the wire when this is sent: the request's head and its body. The server accepts it.</summary>
    public static async Task<(string[] Head, string Body, SendResult Result)> CaptureAsync(
        string provider, string key, (string, string)[] settings, Message message, string? to, SendOptions? options = null)
    {
        using Loopback server = new();
        using Connection connection = Connect(provider, server.Uri, key, settings);
        Task<(string[] Head, string Body)> taking = server.TakeAsync(ProviderCatalog.Find(provider)!.Dialect!.Accepted("id-1", "").Body);
        SendResult result = await SendAsync(connection, message, to, options);
        Assert.Equal(SendStatus.Accepted, result.Status);
        Assert.Equal("id-1", result.MessageId);
        (string[] head, string body) = await taking;
        return (head, body, result);
    }

    /// <summary>Asserts on a request's head: the request line, the one header with the key, and the bare content type.</summary>
    public static void AssertHead(string[] head, string path, string keyHeader)
    {
        Assert.Equal($"POST {path} HTTP/1.1", head[0]);
        Assert.Single(head, keyHeader);
        Assert.Single(head, "Content-Type: application/json");
        Assert.Single(head, line => line.StartsWith("Content-Type", StringComparison.OrdinalIgnoreCase));
    }
}
