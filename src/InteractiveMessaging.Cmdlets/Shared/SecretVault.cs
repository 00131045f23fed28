using System.Collections;
using System.Management.Automation;
using System.Security;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Secrets in SecretManagement's vaults, through the session's own commands: the module is neither shipped nor referenced, and a
/// vault that has to be unlocked asks in the session.
/// </summary>
internal static class SecretVault
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";

    private const string HowToInstall = $"Install-PSResource {Module}, Microsoft.PowerShell.SecretStore; "
        + "Register-SecretVault -Name Store -ModuleName Microsoft.PowerShell.SecretStore";

    /// <summary>A key that was given cannot be saved without a vault, and this is how to get one.</summary>
    public static WaException Missing() => new(
        ErrorCause.BadInput,
        "-Save never writes a key into a file. A key given with -ApiKey is kept in a SecretManagement vault: name one with -VaultName.",
        $"See Get-SecretVault. To get one: {HowToInstall}. Or keep the key in an environment variable and name that with -ApiKeyVariable.");

    /// <summary>The secret of this name as a key.</summary>
    /// <exception cref="WaException">SecretManagement is not installed, there is no such secret, or it is not a key.</exception>
    public static Secret Read(PSCmdlet cmdlet, string name, string? vault)
    {
        IReadOnlyList<PSObject> found = Invoke(
            cmdlet,
            "Get-Secret",
            $"the secret '{name}'{In(vault)} cannot be read",
            "See Get-SecretVault and Get-SecretInfo.",
            null,
            ("Name", name),
            ("Vault", vault));
        return (found is [{ } only] ? only.BaseObject : null) switch
        {
            SecureString key => Secret.Of(key),
            string key => Secret.Of(key),
            PSCredential { Password: { } key } => Secret.Of(key),
            null => throw new WaException(
                ErrorCause.KeyMissing, $"the secret '{name}'{In(vault)} is not one single value", "See Get-SecretInfo."),
            { } other => throw new WaException(
                ErrorCause.KeyMissing,
                $"the secret '{name}'{In(vault)} is a {other.GetType().Name}; "
                    + "a key is a text, a SecureString or the password of a credential",
                "Save it again with Set-Secret."),
        };
    }

    /// <summary>Puts a key into a vault.</summary>
    /// <param name="cmdlet">The cmdlet at work.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="vault">The vault.</param>
    /// <param name="key">The key.</param>
    /// <param name="replace">Whether a secret of this name may be replaced. One that this module did not put there is somebody's.</param>
    /// <exception cref="WaException">SecretManagement is not installed, or the vault does not take it.</exception>
    public static void Write(PSCmdlet cmdlet, string name, string vault, SecureString key, bool replace) => Invoke(
        cmdlet,
        "Set-Secret",
        $"The key cannot be kept as secret '{name}' in vault {vault}",
        "A secret that is there already is not replaced: use it with -SecretName, or remove it with Remove-Secret. "
            + "See Get-SecretVault and Get-SecretInfo.",
        Secret.Of(key),
        ("Name", name),
        ("Vault", vault),
        ("Secret", key),
        ("NoClobber", !replace));

    private static IReadOnlyList<PSObject> Invoke(
        PSCmdlet cmdlet, string command, string failed, string recommendation, Secret? key, params (string Name, object? Value)[] arguments)
    {
        // Qualified by its module: another command of this name must not get to see a key.
        CommandInfo found = cmdlet.InvokeCommand.GetCommand($@"{Module}\{command}", CommandTypes.Cmdlet) ?? throw new WaException(
            ErrorCause.NoSecretManagement,
            $"a vault needs the module {Module}, which is not installed ({HowToInstall})");
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(found).AddParameter("ErrorAction", ActionPreference.Stop);
        foreach ((string name, object? value) in arguments.Where(argument => argument.Value is not null))
        {
            shell.AddParameter(name, value);
        }

        ArrayList? errors = cmdlet.SessionState.PSVariable.GetValue("global:Error") as ArrayList;
        object? latest = errors is { Count: > 0 } ? errors[0] : null;
        try
        {
            return [.. shell.Invoke()];
        }
        catch (RuntimeException failure)
        {
            // It stands in $Error already, as the vault says it. What is thrown here takes its place.
            while (errors is { Count: > 0 } && !ReferenceEquals(errors[0], latest))
            {
                errors.RemoveAt(0);
            }

            // A vault may quote what it was given.
            string reason = failure.ErrorRecord.Exception.Message.TrimEnd('.');
            throw new WaException(ErrorCause.VaultRefused, $"{failed}: {key?.Redact(reason) ?? reason}.", recommendation);
        }
    }

    private static string In(string? vault) => vault is null ? "" : $" in vault {vault}";
}
