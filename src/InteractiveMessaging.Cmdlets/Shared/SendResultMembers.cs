using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Members that the type file puts on results.</summary>
public static class SendResultMembers
{
    /// <summary>The row a result was made from. Hidden, so that Export-Csv gives flat columns.</summary>
    public static object? GetRow(PSObject result) => (result?.BaseObject as SendResult)?.Row;

    /// <summary>
    /// The row that an object of the pipeline stands for: a result's own row, also where Import-Clixml read the result; else itself.
    /// </summary>
    internal static PSObject? RowOf(PSObject? input)
    {
        object? row = input?.BaseObject is SendResult result ? result.Row : IsRead(input) ? input!.Properties["Row"]?.Value : null;
        return row is null ? input : PSObject.AsPSObject(row);
    }

    /// <summary>Who a result, or a message of a journal, is about; null where the object is neither.</summary>
    internal static ResentTo? RecipientOf(PSObject? input) => input?.BaseObject switch
    {
        SendResult result => new(result.To),
        JournalEntry entry => new(entry.Recipient),
        FollowedMessage message => new(message.Recipient),
        _ => IsRead(input) ? new(input!.Properties["To"]?.Value as string) : null,
    };

    private static bool IsRead(PSObject? input) => input?.TypeNames.FirstOrDefault() == $"Deserialized.{typeof(SendResult).FullName}";
}

/// <summary>Who a result is about, so that it can be sent to the same person again.</summary>
/// <param name="Name">A number, a user id or a client id, as results show it; null where nobody could be read.</param>
internal readonly record struct ResentTo(string? Name);
