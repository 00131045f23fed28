using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Members that the type file puts on providers.</summary>
public static class ProviderMembers
{
    /// <summary>The parameters of Connect-WaProvider that this provider cannot do without.</summary>
    public static string? GetNeeds(PSObject provider) => provider?.BaseObject is not Provider given ? null : string.Join(
        ", ",
        given.Settings.Where(setting => !setting.Optional && setting.Default is null)
            .Select(setting => $"-{setting.Name}").Append("a key"));
}
