namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Reads the definitions that a run needs from the account: of each template once, before the first message of it is checked.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="warn">Takes a warning, and what it is about.</param>
/// <param name="tell">Takes a line for who wants to know more.</param>
/// <param name="stop">Ends it.</param>
internal sealed class RunTemplates(Connection connection, Action<string, string> warn, Action<string> tell, CancellationToken stop)
{
    private readonly HashSet<(string? Name, string? Language)> _asked = [];
    private bool _hasFailed;

    /// <summary>What has been read.</summary>
    public TemplateBook Book { get; } = new();

    /// <summary>Reads what this message needs, if it is a template without a definition.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Need(Message message)
    {
        if (message is not TemplateMessage { Definition: null } template || _hasFailed || !AccountTemplates.CanList(connection))
        {
            return;
        }

        // Which template it is, a row may say: then all are needed.
        string? name = MessageDraft.LiteralPart(template.Name) is null ? template.Name : null;
        string? language = MessageDraft.LiteralPart(template.Language) is null ? template.Language : null;
        bool byLanguage = connection.ProviderModel.Templates!.ByLanguage;
        if (!_asked.Add((name, byLanguage ? language : null)))
        {
            return;
        }

        try
        {
            Read(name, language);
        }
        catch (WaException fault)
        {
            _hasFailed = true;
            string said = $"Templates are checked by WhatsApp's general rules alone, not against their definitions. {fault.Message} "
                + "-SkipDefinition does not ask for them.";
            if (fault.Cause == ErrorCause.TemplatesNotListed)
            {
                tell(said);
            }
            else
            {
                warn(said, "templates");
            }
        }
    }

    private void Read(string? name, string? language)
    {
        TemplatePage found = Templates.Read(connection, name, language, stop);
        tell($"{connection.Name}: {found.Definitions.Count} definitions of templates were read.");
        if (name is null)
        {
            Book.AddAll(found.Definitions);
        }
        else
        {
            Book.Add(name, found.Definitions);
        }
    }
}
