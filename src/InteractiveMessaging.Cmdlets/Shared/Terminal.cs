using System.Management.Automation.Host;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Whether a person looks on.</summary>
internal static class Terminal
{
    // The console of an editor stands behind pipes of its own, so what is redirected says nothing there.
    private const string Editor = "Visual Studio Code Host";

    /// <summary>Whether somebody sits in front of this host: a console that nothing is redirected from or to, or an editor's.</summary>
    public static bool IsWatched(PSHost host) => host.Name == Editor
        || (host.Name == "ConsoleHost" && !Console.IsInputRedirected && !Console.IsOutputRedirected);
}
