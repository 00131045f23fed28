using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// What runs when a value of the user's is read: a script property, the ToString or the enumerator of any class. It may throw
/// anything, and then it is the value that is wrong.
/// </summary>
internal static class UserCode
{
    /// <summary>What the value says.</summary>
    /// <param name="read">Reads it.</param>
    /// <param name="what">What is read, as the beginning of a sentence.</param>
    /// <exception cref="WaException">It throws: <see cref="ErrorCause.BadInput"/>.</exception>
    public static T Read<T>(Func<T> read, string what)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is not (PipelineStoppedException or WaException))
        {
            throw Unreadable(what, fault);
        }
    }

    /// <summary>Says that a value cannot be read, and why.</summary>
    /// <param name="what">What was read, as the beginning of a sentence.</param>
    /// <param name="fault">What it threw.</param>
    public static WaException Unreadable(string what, Exception fault)
    {
        // PowerShell wraps what was thrown, and its own sentence says nothing of why.
        string reason = fault.GetBaseException().Message;
        return new(ErrorCause.BadInput, $"{what} cannot be read: {reason}", "Correct what computes it.", fault);
    }

    /// <summary>A value as text.</summary>
    /// <inheritdoc cref="Read"/>
    public static string Text(object value, string what) => Read(() => LanguagePrimitives.ConvertTo<string>(value), what);

    /// <summary>A value to be named in an error: its text, or its type where it has none.</summary>
    public static string Shown(object? value)
    {
        try
        {
            return value is null ? "$null" : $"'{PrintableText.Quote(LanguagePrimitives.ConvertTo<string>(value))}'";
        }
        catch (Exception fault) when (fault is not PipelineStoppedException)
        {
            return $"a {(value is PSObject wrapped ? wrapped.BaseObject : value!).GetType().Name}";
        }
    }
}
