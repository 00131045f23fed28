using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>A cmdlet that refuses empty values for parameters that carry <see cref="NeverEmptyAttribute"/>.</summary>
public abstract class WaCmdlet : PSCmdlet
{
    /// <summary>Refuses what was given empty by name. A cmdlet that has more to do calls this first.</summary>
    protected override void BeginProcessing() => RefuseEmpty();

    /// <summary>Refuses what came empty down the pipeline. A cmdlet with such a parameter calls this first.</summary>
    protected override void ProcessRecord() => RefuseEmpty();

    private void RefuseEmpty()
    {
        foreach ((string name, object? value) in MyInvocation.BoundParameters)
        {
            if (NeverEmptyAttribute.IsEmpty(value) && IsMarked(name))
            {
                ThrowTerminatingError(Errors.BadInput.Record(
                    $"-{name} is empty, and what it would have done must not be left out in silence.",
                    recommendation: $"Give -{name} a value, or leave it out to go without it."));
            }
        }
    }

    private bool IsMarked(string parameter) =>
        MyInvocation.MyCommand.Parameters[parameter].Attributes.Any(attribute => attribute is NeverEmptyAttribute);
}
