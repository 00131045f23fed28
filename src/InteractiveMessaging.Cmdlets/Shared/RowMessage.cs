using System.Collections;
using System.ComponentModel;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// A message for all rows, or a script block that finds each row's message: <c>{ $byLanguage[$_.Language] }</c>. PowerShell makes
/// it of either.
/// </summary>
[TypeConverter(typeof(MessageConverter))]
public sealed class RowMessage
{
    /// <summary>The parameter that takes one, with its dash.</summary>
    internal const string Parameter = "-Message";

    private readonly Func<string, WaException>? _fault;

    /// <summary>One message for all.</summary>
    public RowMessage(Message message) => Message = message;

    /// <summary>A block that is run for each row, with the row as <c>$_</c>, and gives the row's message.</summary>
    public RowMessage(ScriptBlock block) => Block = block;

    /// <summary>A text is not a message; it is taken so that the error says how to make one of it.</summary>
    public RowMessage(string text) => _fault = parameter => new(
        ErrorCause.BadInput,
        $"{parameter} is the text '{PrintableText.Quote(text)}', not a message.",
        "Make a message of it: Send-WaMessage (New-WaTextMessage 'Hello') -To '+39…'.");

    private RowMessage(Func<string, WaException> fault) => _fault = fault;

    /// <summary>Why this is not a message; null where it is.</summary>
    /// <param name="parameter">What it was given to, with its dash.</param>
    internal WaException? FaultOf(string parameter) => _fault?.Invoke(parameter);

    /// <summary>The message of all rows; null where a block finds it.</summary>
    internal Message? Message { get; }

    /// <summary>The block to run for each row; null where the message is the same for all.</summary>
    internal ScriptBlock? Block { get; }

    /// <summary>The message, or the block as it was typed.</summary>
    public override string ToString() => Block is { } block ? $"{{{block}}}" : $"{Message}";

    /// <summary>A list is a message where it holds one and nothing else; others are taken so that the error says so.</summary>
    internal static RowMessage Of(IList list) => list is [var one] && MessageArgument.Of(one) is { } message
        ? new(message)
        : new(parameter => new WaException(
            ErrorCause.BadInput,
            $"{parameter} takes one message, and {list.Count} objects were given.",
            "Give one message, or a script block that finds each row's: -Message { $byLanguage[$_.Language] }."));

    /// <summary>The message of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="parameter">What it was given to, with its dash.</param>
    /// <exception cref="WaException">The block yields nothing, more than one thing or something else, or it throws.</exception>
    internal Message For(Row row, string parameter = Parameter) =>
        Message ?? RowBlock.Run(Block!, parameter, ErrorCause.MessageInvalid, row) switch
        {
            [var one] when MessageArgument.Of(one) is { } message => message,
            [var other] => throw NoMessage(parameter, $"a {other!.GetType().Name} for this row, not a message"),
            var several => throw NoMessage(parameter, $"{several.Count} objects for this row, not one message"),
        };

    private static WaException NoMessage(string parameter, string what) =>
        new(ErrorCause.MessageInvalid, $"The block of {parameter} yields {what}.");
}
