namespace InteractiveMessaging.Cmdlets;

/// <summary>What takes a message's place outside the 24 hours: a template, one for all rows or one that a script block finds.</summary>
internal static class FallbackArgument
{
    private const string Parameter = "-Fallback";
    private const string Example = "Give a template: -Fallback (New-WaTemplateMessage order_update -Language en -Body '{{Name}}').";

    /// <summary>What is wrong with it, before anything is read; null where nothing is.</summary>
    /// <param name="given">What was given.</param>
    /// <param name="hasWindow">Whether it is known who is outside.</param>
    public static WaException? Fault(RowMessage? given, bool hasWindow) =>
        given is null ? null
        : given.FaultOf(Parameter) is { } unfit ? new(unfit.Cause, unfit.Message, Example)
        : given.Message is { TemplateName: null } message ? new(
            ErrorCause.BadInput,
            $"{Parameter} is a message of the kind {message.Kind}, which is not delivered outside the 24 hours.",
            Example)
        : hasWindow ? null
        : new(
            ErrorCause.BadInput,
            $"{Parameter} is for people who did not write within 24 hours, and nothing says who that is.",
            "Give -Window with your callbacks as well, or leave -Fallback out.");

    /// <summary>The template of a row; null where there are no rows and a block would find it.</summary>
    /// <exception cref="WaException">The block yields nothing, more than one thing or something else, or it throws.</exception>
    public static Message? Of(RowMessage given, Row? row) =>
        (row is { } one ? given.For(one, Parameter) : given.Message) switch
        {
            null => null,
            { TemplateName: not null } template => template,
            var other => throw new WaException(
                ErrorCause.MessageInvalid,
                $"The block of {Parameter} yields a message of the kind {other.Kind} for this row, not a template.",
                Example),
        };

    /// <summary>Runs something for it, so that an error says where it belongs.</summary>
    public static T Within<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (WaException fault) when (!fault.Message.Contains(Parameter, StringComparison.Ordinal))
        {
            throw new WaException(fault.Cause, $"{Parameter}: {fault.Message}", fault.Recommendation, fault);
        }
    }
}
