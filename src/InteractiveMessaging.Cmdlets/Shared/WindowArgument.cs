using System.Globalization;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Who wrote when, as a parameter takes it: as callbacks.</summary>
internal static class WindowArgument
{
    /// <summary>Who wrote when; null where the parameter was not given.</summary>
    /// <param name="cmdlet">The cmdlet at work.</param>
    /// <param name="given">What was given.</param>
    /// <param name="connection">The connection: only what came in on its business number counts.</param>
    /// <exception cref="WaException">
    /// Something of it cannot be read, or belongs to another number: then nobody knows who wrote, and nothing may be sent.
    /// </exception>
    public static ServiceWindow? Read(PSCmdlet cmdlet, object?[]? given, Connection connection)
    {
        if (given is null)
        {
            return null;
        }

        WindowReader reader = new(connection.Account, TimeProvider.System.GetUtcNow());
        foreach (List<WaCallback> callbacks in CallbackArgument.Each(cmdlet, given, static (fault, _) => throw Named(fault)))
        {
            callbacks.ForEach(reader.Add);
        }

        if (reader.Fault is { } foreign)
        {
            throw Named(foreign);
        }

        foreach (string warning in reader.Warnings)
        {
            cmdlet.WriteWarning($"-Window: {warning}");
        }

        cmdlet.WriteVerbose(string.Create(
            CultureInfo.CurrentCulture, $"-Window: of {reader.Callbacks:N0} callbacks, {reader.Messages:N0} are messages that count."));
        return reader.Window;
    }

    private static WaException Named(WaException fault) => new(fault.Cause, $"-Window: {fault.Message}", fault.Recommendation, fault);
}
