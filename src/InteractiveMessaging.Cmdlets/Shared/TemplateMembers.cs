using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Members that the type file puts on definitions of templates.</summary>
public static class TemplateMembers
{
    /// <summary>
    /// A message with the examples that the definition gives for its values, which can be drawn, or sent to oneself. A value without an
    /// example is left out.
    /// </summary>
    public static TemplateMessage? GetExample(PSObject definition) =>
        definition?.BaseObject is TemplateDefinition given ? TemplateExample.Of(given) : null;

    /// <summary>The definition as a page of text: its example as a phone shows it, its values, and the command that gives them.</summary>
    public static string? ToPage(PSObject definition) =>
        definition?.BaseObject is TemplateDefinition given ? TemplateSheet.Write(given) : null;
}
