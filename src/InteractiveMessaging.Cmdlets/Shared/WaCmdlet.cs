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
            ParameterMetadata? parameter = MyInvocation.MyCommand.Parameters.GetValueOrDefault(name);
            if (parameter?.Attributes.OfType<NeverEmptyAttribute>().FirstOrDefault() is { } mark && mark.Refuses(value))
            {
                ThrowTerminatingError(Errors.BadInput.Record(
                    $"-{name} is empty{(parameter.ParameterType.IsArray && !mark.OfRows ? ", or one of its values is" : "")}.",
                    recommendation: $"Give -{name} a value. To go on without it, leave -{name} out."));
            }
        }
    }
}
