using System.Collections;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Takes a list where one message belongs: PowerShell converts no list to a single value, and its own error says nothing of messages.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneMessageAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Cell.Unwrap(inputData) is IList list ? RowMessage.Of(list) : inputData;
}
