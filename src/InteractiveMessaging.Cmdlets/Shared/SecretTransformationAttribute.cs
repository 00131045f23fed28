using System.Management.Automation;
using System.Security;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Takes a SecureString and nothing else. PowerShell's own error for a text would quote the text, which is the secret.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            SecureString secret => secret,
            var empty when NeverEmptyAttribute.IsEmpty(empty) => null,
            _ => throw new ArgumentTransformationMetadataException(
                "The value must be a SecureString, so that the secret stands in no history and no log. Make one with "
                + "Read-Host -AsSecureString, or with ConvertTo-SecureString $text -AsPlainText where a script has it as a text."),
        };
}
