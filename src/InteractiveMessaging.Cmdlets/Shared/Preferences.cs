using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>What the common parameters of a cmdlet say, or else the preference variables.</summary>
internal sealed class Preferences(PSCmdlet cmdlet)
{
    /// <summary>
    /// Whether ShouldProcess could say or ask anything. It costs as much as the rest of a row, so it is called only then.
    /// </summary>
    public bool AsksShouldProcess =>
        IsWhatIf
        || (Switch("Confirm") ?? Preference<ConfirmImpact>("Confirm") is ConfirmImpact.Low or ConfirmImpact.Medium)
        || Speaks("Verbose");

    /// <summary>Whether nothing is to be done, only said.</summary>
    public bool IsWhatIf { get; } = Given(cmdlet, "WhatIf") is { } given
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));

    /// <summary>Whether an error ends what runs.</summary>
    public bool StopsAtErrors =>
        (Given(cmdlet, "ErrorAction") is { } action && LanguagePrimitives.TryConvertTo(action, out ActionPreference given)
            ? given
            : Preference<ActionPreference>("ErrorAction")) == ActionPreference.Stop;

    /// <summary>Whether lines of this kind are wanted.</summary>
    public bool Speaks(string kind) =>
        Switch(kind) ?? Preference<ActionPreference>(kind) is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    // A preference set in a scope of its own may be a text.
    private T? Preference<T>(string kind) =>
        LanguagePrimitives.TryConvertTo(cmdlet.GetVariableValue(kind + "Preference"), out T value) ? value : default;

    private bool? Switch(string name) => Given(cmdlet, name) is { } value ? LanguagePrimitives.IsTrue(value) : null;

    private static object? Given(PSCmdlet cmdlet, string name) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out object? value) ? value : null;
}
