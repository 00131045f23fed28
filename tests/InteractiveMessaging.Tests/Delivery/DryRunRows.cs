namespace InteractiveMessaging.Tests.Delivery;

/// <summary>Rows of a look ahead, one at a time.</summary>
internal static class DryRunRows
{
    public static SendResult Try(this DryRun ahead, SendItem item) => ahead.Try([item])[0];
}
