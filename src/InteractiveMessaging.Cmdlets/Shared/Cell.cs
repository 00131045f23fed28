using System.Collections;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>One value of a row, or one that a script block yields.</summary>
internal static class Cell
{
    /// <summary>The value as text; null stays null.</summary>
    /// <exception cref="WaException">It cannot be read, or it has no text of its own.</exception>
    public static string? Text(object? value) => Text(value, "A value of this row");

    /// <inheritdoc cref="Text(object?)"/>
    /// <param name="value">The value.</param>
    /// <param name="what">What is read, as the beginning of a sentence.</param>
    public static string? Text(object? value, string what)
    {
        object? plain = Plain(value, what);
        if (plain is null or string)
        {
            return (string?)plain;
        }

        string text = UserCode.Read(() => CellText.Write(plain) ?? LanguagePrimitives.ConvertTo<string>(plain), what);
        return text != plain.GetType().ToString() ? text : throw NoText(plain, what);
    }

    /// <summary>The value without what PowerShell wrapped it in, where it can stand in a text.</summary>
    /// <param name="value">The value.</param>
    /// <param name="what">What is read, as the beginning of a sentence.</param>
    /// <exception cref="WaException">It is an object, of which a text would show the name of its type or its source.</exception>
    public static object? Plain(object? value, string what)
    {
        object? plain = Unwrap(value);
        if (plain is DBNull)
        {
            return null;
        }

        object? stranger = plain is IList list and not IDictionary
            ? UserCode.Read(() => list.Cast<object?>().Select(Unwrap).FirstOrDefault(HasNoText), what)
            : HasNoText(plain) ? plain : null;
        return stranger is null ? plain : throw NoText(stranger, what);
    }

    /// <summary>The values of a list, or the one value.</summary>
    /// <exception cref="WaException">The list cannot be read.</exception>
    public static IEnumerable<object?> Values(object? value) =>
        Unwrap(value) is IList list ? UserCode.Read(() => list.Cast<object?>().Select(Unwrap).ToList(), "This list") : [Unwrap(value)];

    /// <summary>What PowerShell wrapped; an object that has nothing but its properties stays as it is.</summary>
    public static object? Unwrap(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static WaException NoText(object value, string what) => new(
        ErrorCause.BadInput,
        $"{what} is an object of the type {(value is PSObject ? "PSCustomObject" : value.GetType().Name)}, and a text is needed.",
        "Make a text of it before: … | Select-Object *, @{ n = 'City'; e = { $_.Address.City } }.");

    // A custom object may have been given a text with Add-Member.
    private static bool HasNoText(object? value) => value is IDictionary or ScriptBlock
        || (value is PSObject custom && custom.Methods["ToString"] is not PSScriptMethod);
}
