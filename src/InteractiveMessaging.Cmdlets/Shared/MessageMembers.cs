using System.Management.Automation;
using System.Text;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Members that the type file puts on messages.</summary>
public static class MessageMembers
{
    /// <summary>The message as JSON: what Export-Clixml and jobs write down. Hidden, because ConvertTo-WaJson shows it better.</summary>
    public static string? GetJson(PSObject message) =>
        message?.BaseObject is Message given ? Encoding.UTF8.GetString(MessageWriter.Write(given)) : null;
}
