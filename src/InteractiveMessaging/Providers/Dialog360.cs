namespace InteractiveMessaging;

/// <summary>360dialog: Meta's dialect behind a key and an address of its own.</summary>
internal sealed class Dialog360 : MetaApi
{
    public override string Name => "360dialog";

    public override string AddressTemplate => "https://waba-v2.360dialog.io/messages";

    public override string Source => "360dialog, Messaging API";

    internal override (string Name, string Value) Authenticate(string key) => ("D360-API-KEY", key);

    // Its own limit answers like a bad request. A 502 of its gateway says nothing of what WhatsApp took, so it stays in doubt.
    internal override ProviderReply ReadReply(HttpReply reply)
    {
        ProviderReply read = base.ReadReply(reply);
        return reply.Status == 400 && reply.Says("exceeded the endpoint rate limit")
            ? new(Outcome.Retry) { Code = read.Code, Error = read.Error, Throttled = true, RetryAfter = reply.RetryAfter }
            : read;
    }
}
