using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace InteractiveMessaging.Cmdlets;

/// <summary>What happens when the module is imported and removed. Both run once a runspace, and again on -Force.</summary>
public sealed class ModuleHooks : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly string[] Ours = ["InteractiveMessaging.Transport", "InteractiveMessaging.PostgreSql"];

    // Our packages load in a context of their own, so that another module's versions of them and ours never meet. Only the
    // assemblies that use them are answered for; everything else in the session resolves as if we were not here.
    private static readonly Lazy<AssemblyLoadContext> Packages = new(() =>
        new PackageContext(Path.Combine(Path.GetDirectoryName(typeof(ModuleHooks).Assembly.Location)!, "deps")));

    private static int _hooked;

    /// <inheritdoc/>
    public void OnImport()
    {
        if (Interlocked.Exchange(ref _hooked, 1) == 0)
        {
            AssemblyLoadContext.Default.Resolving += static (_, name) =>
                Ours.Contains(name.Name) ? Packages.Value.LoadFromAssemblyName(name) : null;
        }

        // Loads the engine, so that scripts can name its types before the first cmdlet runs.
        RuntimeHelpers.RunClassConstructor(typeof(SendResult).TypeHandle);
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceState.Close();

    private sealed class PackageContext(string folder) : AssemblyLoadContext("InteractiveMessaging")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string path = Path.Combine(folder, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
