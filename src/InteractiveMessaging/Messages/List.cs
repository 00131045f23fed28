namespace InteractiveMessaging;

/// <summary>One choice of a list.</summary>
public sealed record ListRow(string Title, string Id, string? Description = null) : MessagePart
{
    /// <summary>What it says, up to 24 characters.</summary>
    public string Title { get; internal init; } = Title;

    /// <summary>What comes back in the callback, up to 200 characters, different from every other row's in the message.</summary>
    public string Id { get; internal init; } = Id;

    /// <summary>The smaller text under the title, up to 72 characters, or null.</summary>
    public string? Description { get; internal init; } = Description;

    /// <summary>The title.</summary>
    public override string ToString() => Title;

    internal ListRow MapTexts(Func<string, string> map) =>
        new(map(Title), map(Id), Description is null ? null : map(Description));
}

/// <summary>A titled group of choices in a list.</summary>
public sealed record ListSection(string? Title, ValueList<ListRow> Rows) : MessagePart
{
    /// <summary>Up to 24 characters; needed when the list has more than one section.</summary>
    public string? Title { get; internal init; } = Title;

    /// <summary>The choices. A list holds at most ten over all its sections.</summary>
    public ValueList<ListRow> Rows { get; internal init; } = Rows;

    /// <summary>The title and the number of rows.</summary>
    public override string ToString() => $"{Title ?? "(untitled)"}: {Rows}";

    internal ListSection MapTexts(Func<string, string> map) =>
        new(Title is null ? null : map(Title), Rows.Map(row => row.MapTexts(map)));
}

/// <summary>A button that opens a list of choices: WhatsApp's type <c>list</c>.</summary>
public sealed record ListAction(string ButtonText, ValueList<ListSection> Sections) : MessageAction
{
    /// <summary>What the button that opens the list says, up to 20 characters.</summary>
    public string ButtonText { get; internal init; } = ButtonText;

    /// <summary>One to ten sections with one to ten rows in all.</summary>
    public ValueList<ListSection> Sections { get; internal init; } = Sections;

    /// <inheritdoc/>
    public override string Type => "list";

    private protected override string Summary => $"[{ButtonText}] {string.Join(", ", Sections.SelectMany(section => section.Rows))}";

    internal override MessageAction MapTexts(Func<string, string> map) =>
        new ListAction(map(ButtonText), Sections.Map(section => section.MapTexts(map)));
}
