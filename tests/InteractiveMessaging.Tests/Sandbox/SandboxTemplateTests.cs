using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests.Sandboxes;

/// <summary>A sandbox that holds templates refuses messages that do not fit them, in the provider's words.</summary>
public class SandboxTemplateTests
{
    private static readonly TemplateDefinition[] Held =
    [
        .. new[] { ("order_update", "APPROVED"), ("paused", "PAUSED"), ("disabled", "DISABLED"), ("pending", "PENDING") }
            .Select(one => TemplateDefinition.Read($$$"""
                {"name":"{{{one.Item1}}}","language":"en","status":"{{{one.Item2}}}","components":[{"type":"HEADER","format":"IMAGE"},
                {"type":"BODY","text":"Hi {{1}}"},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"No"},
                {"type":"URL","text":"See","url":"https://example.com/{{1}}"}]}]}
                """)[0]),
    ];

    [Theory]
    [InlineData("order_update", "en", "Ada", "image", null)]
    [InlineData("order_update", "de", "Ada", "image", "132001")]
    [InlineData("order_updat", "en", "Ada", "image", "132001")]
    [InlineData("pending", "en", "Ada", "image", "132001")]
    [InlineData("paused", "en", "Ada", "image", "132015")]
    [InlineData("disabled", "en", "Ada", "image", "132016")]
    [InlineData("order_update", "en", "Ada|Bob", "image", "132000")]
    [InlineData("order_update", "en", "", "image", "132000")]
    [InlineData("order_update", "en", "Ada", "video", "132012")]
    [InlineData("order_update", "en", "A\nda", "image", "132018")]
    [InlineData("order_update", "en", "long", "image", "132005")]
    public void Meta_refuses_with_its_codes(string name, string language, string values, string media, string? code)
    {
        SandboxGateway gateway = Gateway();
        ProviderReply reply = gateway.Answer(Ask.Good("MetaCloud", message: Message(name, language, values, media))).Read("MetaCloud");
        Assert.Equal((code is null ? Outcome.Accepted : Outcome.Rejected, code), (reply.Outcome, reply.Code));
        Assert.Equal(code is null ? 1 : 0, gateway.Messages().Length);
    }

    [Theory]
    [InlineData("Kaleyra", "WA400")]
    [InlineData("360dialog", "132000")]
    [InlineData("AiSoule", null)]
    [InlineData("PingUp", null)]
    [InlineData("Octopods", "1001")]
    public void The_others_refuse_as_they_refuse_any_wrong_request(string provider, string? code)
    {
        string name = provider == "Octopods" ? "1001" : "order_update";
        ProviderReply good = Gateway().Answer(Ask.Good(provider, message: Message(name, "en", "Ada", "image"))).Read(provider);
        Assert.Equal(Outcome.Accepted, good.Outcome);
        ProviderReply wrong = Gateway().Answer(Ask.Good(provider, message: Message(name, "en", "Ada|Bob", "image"))).Read(provider);
        Assert.Equal((Outcome.Rejected, code), (wrong.Outcome, wrong.Code));
        Assert.Contains("{{2}}", wrong.Error!, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_templates_it_takes_any_and_lists_none()
    {
        SandboxGateway gateway = Ask.Gateway();
        Assert.Equal(
            Outcome.Accepted, gateway.Answer(Ask.Good("MetaCloud", message: Message("any", "en", "Ada", "image"))).Read("MetaCloud").Outcome);
        SandboxRequest list = Ask.Good("MetaCloud") with { Method = "GET", Path = "/v26.0/102290129340398/message_templates?limit=1" };
        Assert.Equal(404, gateway.Answer(list).Reply!.Status);
        Assert.Equal(401, Gateway().Answer(list.With("Authorization", "Bearer other")).Reply!.Status);
        Assert.Single(JsonNode.Parse(Gateway().Answer(list).Reply!.Body)!["data"]!.AsArray());
    }

    private static SandboxGateway Gateway() => new(Ask.Key, 1, SandboxFaults.Read(null, 1), TimeProvider.System)
    {
        Templates = new(Held, TimeProvider.System),
    };

    private static TemplateMessage Message(string name, string language, string values, string media) => new(name, language)
    {
        Components =
        [
            new("header") { Parameters = [new(media) { Value = JsonData.Parse("""{"link":"https://example.com/a"}""") }] },
            .. values.Length == 0
                ? Array.Empty<TemplateComponent>()
                :
                [
                    new("body")
                    {
                        Parameters = ValueList.From(values.Split('|').Select(value =>
                            TemplateParameter.OfText(value == "long" ? new('a', 1022) : value))),
                    },
                ],
            new("button") { SubType = "url", Index = "1", Parameters = [TemplateParameter.OfText("17")] },
        ],
    };
}
