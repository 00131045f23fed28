namespace InteractiveMessaging.Tests.Templates;

/// <summary>What a run knows of its account's templates, and what it makes of messages.</summary>
public class TemplateBookTests
{
    private static readonly TemplateDefinition English = Definition("en", "Hi {{1}}");
    private static readonly TemplateDefinition German = Definition("de", "Hallo {{1}}");

    [Fact]
    public void A_message_gets_the_definition_of_its_name_or_id_and_language()
    {
        TemplateBook book = new();
        book.Add("hello", [English, German]);
        Assert.Equal("Hallo {{1}}", TextOf(book.Define(new TemplateMessage("hello", "de"))));
        Assert.Equal("Hi {{1}}", TextOf(book.Define(new TemplateMessage("17en", "en"))));
        TextMessage text = new("Hi");
        Assert.Same(text, book.Define(text));
    }

    [Fact]
    public void A_definition_that_a_message_was_made_from_stays()
    {
        TemplateBook book = new();
        book.AddAll([English]);
        TemplateMessage made = new("hello", "en") { Definition = JsonData.Parse(Definition("en", "Other").Json) };
        Assert.Equal("Other", TextOf(book.Define(made)));
        Assert.Null(book.Missing(made with { Name = "unknown" }));
    }

    [Fact]
    public void A_template_or_a_language_that_is_not_there_is_said_of_names_that_were_read_alone()
    {
        TemplateBook book = new();
        book.Add("hello", [English, German]);
        book.Add("gone", []);
        Assert.Null(book.Missing(new TemplateMessage("hello", "en")));
        Assert.Null(book.Missing(new TemplateMessage("never_read", "en")));
        RuleViolation language = book.Missing(new TemplateMessage("hello", "it"))!;
        Assert.Equal(("definition.language", "/template/language/code", "it", "de, en"), (language.Rule, language.Path, language.Actual, language.Limit));
        Assert.Equal("definition.unknown", book.Missing(new TemplateMessage("gone", "en"))!.Rule);
        book.AddAll([]);
        Assert.Equal("definition.unknown", book.Missing(new TemplateMessage("never_read", "en"))!.Rule);
    }

    private static string? TextOf(Message message) => TemplateDefinition.Of((TemplateMessage)message)?.Body?.Text;

    private static TemplateDefinition Definition(string language, string text) => TemplateDefinition.Read($$"""
        {"name":"hello","id":"17{{language}}","language":"{{language}}","components":[{"type":"BODY","text":"{{text}}"}]}
        """)[0];
}
