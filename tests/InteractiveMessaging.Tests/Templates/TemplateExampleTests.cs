namespace InteractiveMessaging.Tests;

/// <summary>A definition's own examples, as a message.</summary>
public class TemplateExampleTests
{
    [Fact]
    public void Each_example_goes_where_its_value_stands()
    {
        TemplateMessage example = TemplateExample.Of(TemplateCases.Definitions["order_update"]);
        Assert.Equal("order_update", example.Name);
        Assert.Equal(
            ["header: 17", "body: Ada, Monday", "button 1: 17", "button 4: SPRING"], example.Components.Select(component => component.ToString()));
        Assert.Equal([null, null, "url", "copy_code"], example.Components.Select(component => component.SubType));
        Assert.Empty(TemplateCases.Check(example, TemplateCases.Definitions["order_update"]).Select(violation => violation.ToString()));
        Assert.Equal("Hi Ada, it comes on Monday. See you, Ada!", ViewReader.Read(example).Body?.Text);
    }

    [Fact]
    public void Named_examples_keep_their_names_and_those_of_other_values_are_left_out()
    {
        TemplateMessage example = Of("""
            {"type":"BODY","text":"Hi {{first}}, on {{day}}","example":{"body_text_named_params":[
              {"param_name":"day","example":"Monday"},{"param_name":"hour","example":"9"}]}}
            """);
        TemplateParameter only = Assert.Single(Assert.Single(example.Components).Parameters);
        Assert.Equal(("day", "Monday"), (only.Name, only.Text));
        Assert.Equal("Hi {{first}}, on Monday", ViewReader.Read(example).Body?.Text);
    }

    [Theory]
    [InlineData("[\"https://example.com/orders/17\"]", "17")]
    [InlineData("[\"17\"]", "17")]
    [InlineData("\"https://EXAMPLE.com/orders/17\"", "17")]
    public void Of_an_address_the_example_is_what_varies(string json, string value)
    {
        TemplateMessage example = Of($$$"""
            {"type":"BODY","text":"Hi"},{"type":"BUTTONS","buttons":[{"type":"URL","text":"a","url":"https://example.com/orders/{{1}}","example":{{{json}}}}]}
            """);
        Assert.Equal(value, Assert.Single(Assert.Single(example.Components).Parameters).Text);
    }

    [Theory]
    [InlineData("[\"https://example.com/a.jpg\"]", "https://example.com/a.jpg")]
    [InlineData("[\"4::aW1hZ2U=\"]", null)]
    [InlineData("[17]", null)]
    [InlineData("\"https://example.com/a.jpg\"", null)]
    public void Of_a_picture_the_example_is_its_address(string handles, string? link)
    {
        TemplateMessage example = Of($$$$"""{"type":"HEADER","format":"IMAGE","example":{"header_handle":{{{{handles}}}}}},{"type":"BODY","text":"Hi"}""");
        Assert.Equal(link, example.Components.SingleOrDefault()?.Parameters[0].Value?.Element.GetProperty("link").GetString());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("{\"body_text\":\"Ada\"}")]
    [InlineData("{\"body_text\":[17,[]]}")]
    [InlineData("{\"body_text\":[[]]}")]
    public void Examples_of_another_shape_are_none(string example) =>
        Assert.Empty(Of($$$$"""{"type":"BODY","text":"Hi {{1}}","example":{{{{example}}}}}""").Components);

    private static TemplateMessage Of(string components) =>
        TemplateExample.Of(TemplateDefinition.Read($$"""{"name":"a","language":"en","components":[{{components}}]}""")[0]);
}
