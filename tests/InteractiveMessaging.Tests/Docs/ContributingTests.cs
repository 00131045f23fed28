using System.Text.RegularExpressions;

namespace InteractiveMessaging.Tests.Docs;

/// <summary>What CONTRIBUTING.md says of the house is true: its picture, and the files that an addition touches.</summary>
public partial class ContributingTests
{
    private const string Samples = "tests/InteractiveMessaging.Tests/Json/Samples.cs";

    // The buttons of templates have words of their own, which are partly the same.
    private const string TemplateRules = "src/InteractiveMessaging/Rules/TemplateRules.cs";
    private const string Card = "src/InteractiveMessaging.Cmdlets/NewWaCarouselCardCommand.cs";

    private static readonly string[] TellsTypes =
        ["src/InteractiveMessaging/Rules/CommonRules.cs", "src/InteractiveMessaging/Preview/ViewReader.cs", Samples];

    private static readonly string Page = File.ReadAllText(Path.Combine(LayersTests.Root(), "CONTRIBUTING.md"));

    // Without comments: what a comment mentions is not touched.
    private static readonly Dictionary<string, string> Sources = Directory
        .EnumerateFiles(Path.Combine(LayersTests.Root(), "src"), "*.cs", SearchOption.AllDirectories)
        .Append(Path.Combine(LayersTests.Root(), Samples))
        .ToDictionary(
            file => Path.GetRelativePath(LayersTests.Root(), file).Replace('\\', '/'),
            file => Comment().Replace(File.ReadAllText(file), ""));

    public static TheoryData<string> Types =>
    [
        .. typeof(Message).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(MessageAction)) && type != typeof(RawAction)).Select(type => type.Name),
    ];

    public static TheoryData<string> Kinds => [.. MessageKind.All.Select(kind => kind.Record.Name)];

    public static TheoryData<string> Providers => [.. ProviderCatalog.All.Select(provider => provider.GetType().Name)];

    [Fact]
    public void The_picture_shows_the_folders_in_their_order()
    {
        string[] shown = [.. Folder().Matches(Page).Select(match => match.Groups[1].Value)];
        Assert.Equal(LayersTests.Floors.SelectMany(floor => floor), shown);
    }

    [Fact]
    public void The_order_of_imports_is_the_one_that_is_tested() => Assert.Contains(
        string.Join(" ◄ ", LayersTests.Floors.Select(floor => string.Join(", ", floor))) + " ◄ Cmdlets",
        Page.ReplaceLineEndings(" "),
        StringComparison.Ordinal);

    [Fact]
    public void The_picture_shows_every_project_that_ships_and_no_folder_that_is_not_there()
    {
        string picture = Page.Split("```")[1];
        string[] shown = [.. OuterFolder().Matches(picture).Select(match => match.Groups[1].Value)];
        Assert.All(shown, folder => Assert.True(Directory.Exists(Path.Combine(LayersTests.Root(), folder)), $"{folder} is not there."));
        Assert.Empty(Directory.GetDirectories(Path.Combine(LayersTests.Root(), "src")).Select(folder => $"src/{Path.GetFileName(folder)}").Except(shown));
    }

    [Fact]
    public void Every_file_that_is_named_is_there()
    {
        string[] named = [.. Named().Matches(Page).Select(match => match.Groups[1].Value).Distinct()];
        Assert.True(named.Length > 15, "Too few files were found for this test to mean anything.");
        Assert.All(named, path => Assert.True(IsThere(path), $"CONTRIBUTING.md names {path}, which is not there."));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void A_provider_is_one_file_and_one_line(string type)
    {
        Regex word = new($@"\b{type}\b");
        Assert.Equal(
            Sorted(["src/InteractiveMessaging/Providers/ProviderCatalog.cs", $"src/InteractiveMessaging/Providers/{type}.cs"]),
            Sorted(Sources.Where(source => word.IsMatch(Text().Replace(source.Value, ""))).Select(source => source.Key)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_touches_the_files_of_its_table(string record)
    {
        string type = Tests.Samples.All.Select(MessageReader.Read).OfType<InteractiveMessage>()
            .Select(message => message.Action).First(action => action.GetType().Name == record).Type;

        // A list, a button, a product: such words say nothing by themselves, except where types are told apart by them.
        Regex word = new($@"\b{record}\b{(type.Contains('_') ? $"|{InText(type)}" : "")}");
        Regex anyWord = new($@"\b{record}\b|{InText(type)}");
        string[] table = Table("Adding a message type");
        Assert.Contains(Card, table);
        Assert.Equal(
            Sorted(table.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && !file.Contains('<') && file != Card)),
            Sorted(Sources
                .Where(source => (TellsTypes.Contains(source.Key) ? anyWord : word).IsMatch(source.Value)
                    && !IsPartOf(source.Key, "Messages", "Providers", "Templates") && source.Key is not (Card or TemplateRules))
                .Select(source => source.Key)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_touches_the_files_of_its_table(string record)
    {
        Regex word = new($@"\b{record}\b");
        string[] table = Table("Adding a kind of message");
        Assert.All(
            Sources.Where(source => source.Key.StartsWith("src/InteractiveMessaging/", StringComparison.Ordinal)
                && word.IsMatch(source.Value) && !IsPartOf(source.Key, "Messages", "Providers", "Templates")),
            source => Assert.Contains(table, named => Is(named, source.Key)));
        Assert.All(
            ["src/InteractiveMessaging/Json/MessageKind.cs", "src/InteractiveMessaging/Preview/ViewReader.cs"],
            file => Assert.Contains(file, table));
    }

    // What stands in angle brackets stands for a name.
    private static bool Is(string named, string file) => Regex.IsMatch(file, $@"\A{Placeholder().Replace(named, @"\w+")}\z");

    private static string InText(string type) => $@"""[a-z_ ]*\b{type}\b[a-z_ ]*""";

    private static IEnumerable<string> Sorted(IEnumerable<string> files) => files.Order(StringComparer.Ordinal);

    private static string[] Table(string heading) =>
        [.. Named().Matches(Page.Split($"## {heading}\n")[1].Split("\n## ")[0]).Select(match => match.Groups[1].Value)];

    private static bool IsPartOf(string file, params string[] folders) =>
        folders.Any(folder => file.StartsWith($"src/InteractiveMessaging/{folder}/", StringComparison.Ordinal));

    // What stands in angle brackets stands for a name.
    private static bool IsThere(string path)
    {
        string[] parts = Placeholder().Replace(path, "*").TrimEnd('/').Split('/');
        IEnumerable<string> found = [LayersTests.Root()];
        foreach (string part in parts)
        {
            found = found.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFileSystemEntries(folder, part));
        }

        return found.Any();
    }

    [GeneratedRegex(@"(?m)^  (\w+)/ ")]
    private static partial Regex Folder();

    [GeneratedRegex(@"(?m)(?<=^|^\S+/  )([\w./]+)/ ")]
    private static partial Regex OuterFolder();

    [GeneratedRegex(@"`((?:src|tests|help|docs|packaging|module)/[^`\s]*)`")]
    private static partial Regex Named();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"""[^""\n]*""")]
    private static partial Regex Text();
}
