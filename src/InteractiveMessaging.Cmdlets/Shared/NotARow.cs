namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Objects of this module that are no rows: each of them down the pipeline would send one more message to the same person.
/// </summary>
internal static class NotARow
{
    /// <summary>What is wrong with such an object; null for anything else.</summary>
    public static WaException? Of(object? input) => input switch
    {
        Connection connection => Refused(
            "A connection", $"Name it as such: Send-WaMessage -Connection '{connection.Name}' -Message $message -To '+39…'."),
        Message => Refused("A message", "Give one message, with -Message or down the pipeline, not both."),
        SavedConnection => Refused("A saved connection", "Open it with Connect-WaProvider -Name, and name it with -Connection."),
        Provider => Refused("A provider", "Connect to it with Connect-WaProvider, and name the connection with -Connection."),
        Sandbox => Refused("A sandbox", "Connect to it: Connect-WaProvider PingUp -Sandbox $sandbox."),
        _ => null,
    };

    private static WaException Refused(string what, string recommendation) =>
        new(ErrorCause.BadInput, $"{what} came down the pipeline, where rows with recipients belong.", recommendation);
}
