using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Members that the type file puts on connections.</summary>
public static class ConnectionMembers
{
    /// <summary>Whether this is the connection that is used where none is named, in the runspace that asks.</summary>
    public static bool GetIsDefault(PSObject connection) =>
        connection?.BaseObject is Connection given && RunspaceState.Current.Default == given;
}
