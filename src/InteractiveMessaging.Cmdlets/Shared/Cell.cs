using System.Collections;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>One value of a row, or one that a script block yields.</summary>
internal static class Cell
{
    /// <summary>The value as text; null stays null.</summary>
    public static string? Text(object? value) => Unwrap(value) switch
    {
        null or DBNull => null,
        string text => text,
        var other => CellText.Write(other) ?? LanguagePrimitives.ConvertTo<string>(other),
    };

    /// <summary>The values of a list, or the one value.</summary>
    public static IEnumerable<object?> Values(object? value) =>
        Unwrap(value) is IList list ? list.Cast<object?>().Select(Unwrap) : [Unwrap(value)];

    /// <summary>What PowerShell wrapped; an object that has nothing but its properties stays as it is.</summary>
    public static object? Unwrap(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
