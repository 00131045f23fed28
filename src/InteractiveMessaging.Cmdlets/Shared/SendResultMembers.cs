using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Members that the type file puts on results.</summary>
public static class SendResultMembers
{
    /// <summary>The row a result was made from. Hidden, so that Export-Csv gives flat columns.</summary>
    public static object? GetRow(PSObject result) => (result?.BaseObject as SendResult)?.Row;
}
