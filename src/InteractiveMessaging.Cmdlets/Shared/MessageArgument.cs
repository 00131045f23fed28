using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>The message of a cmdlet that takes it as an argument or down the pipeline.</summary>
internal static class MessageArgument
{
    /// <summary>What was given, or what came down the pipeline; null after an error was written.</summary>
    public static RowMessage? Find(PSCmdlet cmdlet, RowMessage? given, Message? piped)
    {
        if (given?.FaultOf(RowMessage.Parameter) is { } fault)
        {
            cmdlet.WriteError(Errors.Record(fault, null));
            return null;
        }

        return given ?? (Find(cmdlet, piped) is { } message ? new(message) : null);
    }

    /// <summary>The message that an object is, also where Import-Clixml read it; null where it is something else.</summary>
    public static Message? Of(object? value)
    {
        try
        {
            return LanguagePrimitives.TryConvertTo(value, out Message message) ? message : null;
        }
        catch (Exception fault) when (fault is not PipelineStoppedException)
        {
            return null; // the object threw when PowerShell looked at it
        }
    }

    /// <summary>The message that was given or came down the pipeline; null after an error was written.</summary>
    public static Message? Find(PSCmdlet cmdlet, Message? message)
    {
        if (message is null)
        {
            cmdlet.WriteError(Errors.BadInput.Record(
                "-Message is missing.", recommendation: "Give a message with -Message, or pipe one in."));
        }

        return message;
    }
}
