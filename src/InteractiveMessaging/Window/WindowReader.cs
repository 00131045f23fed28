using System.Globalization;

namespace InteractiveMessaging;

/// <summary>Learns from callbacks who wrote when to the business number of a connection.</summary>
/// <param name="account">The account of the connection.</param>
/// <param name="now">The time.</param>
internal sealed class WindowReader(ProviderAccount account, DateTimeOffset now)
{
    // A number of another business is named once; some are enough to say that there are several.
    private const int MostNumbers = 5;

    // What the account says of its business number, and what callbacks say in its place.
    private readonly (string Own, Func<WaCallback, string?> Read)[] _told =
    [
        .. from setting in account.Provider.Settings
           where setting.InCallback is not null && account.Settings.Find(setting.Name) is not null
           select (account.Settings[setting.Name].TrimStart('+'), setting.InCallback),
    ];

    private readonly HashSet<string> _numbers = [];
    private readonly HashSet<string> _others = [];
    private long _own;
    private long _ofOthers;
    private long _withoutTime;
    private long _withoutName;
    private DateTimeOffset? _last;

    /// <summary>Who wrote when, as far as callbacks were added.</summary>
    public ServiceWindow Window { get; } = new();

    /// <summary>How many callbacks were added.</summary>
    public long Callbacks { get; private set; }

    /// <summary>How many messages and calls of people were among them.</summary>
    public long Messages => _own + _ofOthers;

    /// <summary>Why the callbacks cannot be those of the connection; null where they can.</summary>
    public WaException? Fault =>
        _ofOthers > 0 && _own == 0 ? new(
            ErrorCause.BadInput,
            $"the callbacks came in on another business number ({string.Join(", ", _others)}), not on that of the connection.",
            "Give the callbacks of this number, or connect to the number that they belong to.")
        : _numbers.Count > 1 ? new(
            ErrorCause.BadInput,
            $"the callbacks came in on several business numbers ({string.Join(", ", _numbers)}), and nobody can tell which one is that of"
            + " the connection.",
            "Give those of one number: … | ConvertFrom-WaCallback | Where-Object BusinessNumber -EQ '+…'.")
        : null;

    /// <summary>What was left out, and what looks wrong, as sentences.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            if (_ofOthers > 0)
            {
                yield return $"messages to another business number ({string.Join(", ", _others)}) do not count: {Of(_ofOthers)}.";
            }

            if (_withoutTime > 0)
            {
                yield return $"messages without a time, or with one that is more than an hour ahead, do not count: {Of(_withoutTime)}.";
            }

            if (_withoutName > 0)
            {
                yield return $"messages that name nobody by number or user id do not count: {Of(_withoutName)}.";
            }

            if (_last is null)
            {
                yield return "there is no message that counts, so everybody is outside the 24 hours. Callbacks read:"
                    + string.Create(CultureInfo.CurrentCulture, $" {Callbacks:N0}.");
            }
            else if (now - _last >= ServiceWindow.Length)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"the newest message is of {_last.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC, so everybody is outside the 24 hours.");
            }
        }
    }

    /// <summary>Takes a callback.</summary>
    public void Add(WaCallback callback)
    {
        Callbacks++;
        foreach (WaCallback opener in WindowOpeners.In(callback))
        {
            if (!IsOwn(opener))
            {
                _ofOthers++;
                continue;
            }

            _own++;
            ValueList<string> names = PersonKey.NamesOf(opener);
            if (!CallbackClock.IsCredible(opener.At, now))
            {
                _withoutTime++;
            }
            else if (names.Count == 0)
            {
                _withoutName++;
            }
            else
            {
                // A clock that is a little ahead makes nobody's day longer.
                DateTimeOffset at = opener.At!.Value < now ? opener.At.Value : now;
                _last = _last > at ? _last : at;
                Window.Add(names, at);
            }
        }
    }

    // What a callback does not say cannot be compared; where the connection does not say it, all must be of one number.
    private bool IsOwn(WaCallback callback)
    {
        foreach ((string own, Func<WaCallback, string?> read) in _told)
        {
            if (read(callback) is { } said && said.TrimStart('+') != own)
            {
                Note(_others, said);
                return false;
            }
        }

        if (_told.Length == 0 && (callback.BusinessNumber ?? callback.PhoneNumberId) is { } number)
        {
            Note(_numbers, number);
        }

        return true;
    }

    private static void Note(HashSet<string> numbers, string number)
    {
        if (numbers.Count < MostNumbers)
        {
            numbers.Add(PrintableText.Quote(number));
        }
    }

    private string Of(long some) => string.Create(CultureInfo.CurrentCulture, $"{some:N0} of {Messages:N0}");
}
