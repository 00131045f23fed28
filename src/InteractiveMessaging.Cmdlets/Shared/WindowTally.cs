using System.Globalization;

namespace InteractiveMessaging.Cmdlets;

/// <summary>How many people were outside their 24 hours, and what became of their messages.</summary>
internal sealed class WindowTally
{
    private long _notSent;
    private long _asTemplate;

    /// <summary>Counts a result.</summary>
    public void Count(SendResult result)
    {
        _notSent += result is { Status: SendStatus.NotSent, ErrorCode: ServiceWindow.Code } ? 1 : 0;
        _asTemplate += result.Fallback is null ? 0 : 1;
    }

    /// <summary>The counts as a line; null where everybody was inside.</summary>
    public override string? ToString() => _notSent + _asTemplate == 0 ? null : string.Create(
        CultureInfo.CurrentCulture,
        $"Outside their 24 hours: {_notSent + _asTemplate:N0}. {_asTemplate:N0} as the template, {_notSent:N0} NotSent.");
}
