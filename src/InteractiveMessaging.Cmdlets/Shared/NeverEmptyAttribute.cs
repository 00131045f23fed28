using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Security;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Marks a parameter that says where something goes, or makes it safer: given as <c>$null</c> or empty it is an error, and never the
/// same as left out. A variable that was misspelled or a secret that is not there must not open what it was meant to close.
/// </summary>
/// <remarks>
/// PowerShell turns empty texts into zeros, addresses and the like, so every form of empty becomes null here, before it converts
/// anything. <see cref="WaCmdlet"/> makes the error.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NeverEmptyAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the values are rows: one that is empty is that row's error, so only all of them together are nothing.</summary>
    public bool OfRows { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Refuses(inputData) ? null : inputData;

    /// <summary>Whether this value is an error.</summary>
    internal bool Refuses(object? value) =>
        OfRows && Cell.Unwrap(value) is Array { Length: > 0 } rows ? rows.Cast<object?>().All(IsEmpty) : IsEmpty(value);

    /// <summary>Whether a value says nothing: null, blank, without elements, or with an element that says nothing.</summary>
    internal static bool IsEmpty(object? value) => Cell.Unwrap(value) switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        SecureString secret => secret.Length == 0,
        Uri address => address.OriginalString.Length == 0,
        ICollection { Count: 0 } => true,
        Array items => items.Cast<object?>().Any(IsEmpty),
        _ => value == AutomationNull.Value,
    };
}
