using System.Text;
using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests.Providers;

/// <summary>The wire samples.</summary>
internal static class Sample
{
    public static string Text(string path) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", path));

    public static JsonNode Json(string path) => JsonNode.Parse(Text(path))!;

    /// <summary>Asserts that two pieces of JSON say the same; where not, both are shown.</summary>
    public static void AssertSame(JsonNode expected, string? actual)
    {
        JsonNode? node = JsonNode.Parse(actual ?? "null");
        if (!JsonNode.DeepEquals(expected, node))
        {
            Assert.Equal(expected.ToJsonString(), node?.ToJsonString());
        }
    }

    /// <summary>The one callback in a sample, which keeps all of its JSON.</summary>
    public static WaCallback Callback(string path)
    {
        WaCallback callback = Assert.Single(CallbackReader.Read(Encoding.UTF8.GetBytes(Text(path))));
        AssertSame(Json(path), callback.Json);
        return callback;
    }

    /// <summary>A reply with this body, read by a provider.</summary>
    public static ProviderReply Read(string provider, int status, string body, string? retryAfter = null) =>
        ProviderCatalog.Find(provider)!.ReadReply(new(status, Encoding.UTF8.GetBytes(body), name => name == "Retry-After" ? retryAfter : null));
}
