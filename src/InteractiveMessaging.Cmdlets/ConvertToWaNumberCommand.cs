using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Writes phone numbers in one spelling: a plus, the country code, the number.</summary>
[Cmdlet(VerbsData.ConvertTo, "WaNumber")]
[OutputType(typeof(string))]
public sealed class ConvertToWaNumberCommand : WaCmdlet
{
    private NumberReading _reading = NumberReading.Explicit;

    /// <summary>The numbers as people have them: with spaces, dots, brackets, a plus or 00.</summary>
    [Parameter(Position = 0)]
    [NeverEmpty(OfRows = true), AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? Number { get; set; }

    /// <summary>
    /// Numbers, or rows whose column To, Phone, PhoneNumber, Mobile or Recipient has them.
    /// </summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>
    /// The country code, in digits such as 39, of numbers without a plus: they are national numbers of that country. Does not go
    /// with -International.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public string? CountryCode { get; set; }

    /// <summary>Numbers without a plus are complete; only the plus is missing. Does not go with -CountryCode.</summary>
    [Parameter]
    public SwitchParameter International { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _reading = NumberArgument.Reading(this, CountryCode, International);
        if (MyInvocation.ExpectingInput == Number is not null)
        {
            ThrowTerminatingError(Errors.BadInput.Record(
                Number is null ? "There is no number." : "Numbers come from -Number and down the pipeline.",
                recommendation: "Give them in one way: ConvertTo-WaNumber '+39 333 1234567', or $numbers | ConvertTo-WaNumber."));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Number is not null)
        {
            Array.ForEach(Number, number => Convert(number, number));
            return;
        }

        try
        {
            Row row = new(InputObject ?? throw Row.Nothing());
            foreach (string? number in RecipientCells.Of(row) ?? throw row.Lacks(
                $"{RecipientCells.Columns[0]} (or {string.Join(", ", RecipientCells.Columns[1..])})"))
            {
                Convert(number, InputObject);
            }
        }
        catch (WaException fault)
        {
            WriteError(Errors.Record(fault, InputObject));
        }
    }

    private void Convert(string? text, object? target)
    {
        if (!PhoneNumber.TryParse(text, _reading, out PhoneNumber number, out string? unreadable))
        {
            WriteError(Errors.RecipientInvalid.Record(unreadable, target));
            return;
        }

        if (number.Doubt is { } doubt)
        {
            WriteWarning(doubt);
        }

        WriteObject(number.ToString());
    }
}
