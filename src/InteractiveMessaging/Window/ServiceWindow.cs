using System.Globalization;

namespace InteractiveMessaging;

/// <summary>
/// Who wrote when, at no more than 32 bytes a name: WhatsApp delivers free messages only within 24 hours after a person's last message or
/// call (Meta, Service messages: customer service windows). Once it is filled, any thread may ask.
/// </summary>
internal sealed class ServiceWindow
{
    /// <summary>The code of a message that was not sent because its recipient did not write within 24 hours.</summary>
    public const string Code = "OutsideWindow";

    /// <summary>How long after a person's last message free messages may follow.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(24);

    private readonly KeyTable<WindowState> _people = new();

    /// <summary>How many names it knows; a person may have several.</summary>
    public long Count => _people.Count;

    /// <summary>How many bytes they take in memory.</summary>
    public long Bytes => _people.Bytes;

    /// <summary>Takes a message of a person; the last one counts, in whichever order they come.</summary>
    /// <param name="names">The names of the person: numbers with their plus, user ids.</param>
    /// <param name="at">When it was written.</param>
    public void Add(IEnumerable<string> names, DateTimeOffset at)
    {
        WindowState message = new(at);
        foreach (string name in names)
        {
            ref WindowState last = ref _people[PersonKey.Of(name)];
            last = last.IsBefore(message) ? message : last;
        }
    }

    /// <summary>Why a free message to a person would not be delivered, as a sentence; null where it would be.</summary>
    /// <param name="names">The names of the person.</param>
    /// <param name="at">When the message would be delivered.</param>
    public string? Outside(ReadOnlySpan<string> names, DateTimeOffset at) =>
        LastOf(names) is not { } last ? "The callbacks of -Window have no message of this person."
        : at - last < Length ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The person last wrote on {last.UtcDateTime:yyyy-MM-dd HH:mm} UTC, more than 24 hours before.");

    /// <summary>When a person last wrote; null where the person did not.</summary>
    /// <param name="names">The names of the person.</param>
    public DateTimeOffset? LastOf(ReadOnlySpan<string> names)
    {
        DateTimeOffset? last = null;
        foreach (string name in names)
        {
            DateTimeOffset? wrote = _people.Find(PersonKey.Of(name)).At;
            last = last is null || wrote > last ? wrote : last;
        }

        return last;
    }
}
