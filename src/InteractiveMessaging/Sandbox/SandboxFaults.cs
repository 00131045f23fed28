using System.Collections;
using System.Globalization;

namespace InteractiveMessaging;

/// <summary>What the sandbox does to one request on purpose.</summary>
internal enum SandboxFault
{
    None,
    Unauthorized,
    Throttle,
    Unavailable,
    ServerError,
    DropBefore,
    Reject,
    Drop,
}

/// <summary>The faults a sandbox makes on purpose. Which request meets which depends on the seed and the request's number alone.</summary>
internal sealed class SandboxFaults
{
    private const string Slow = "Slow";

    // The faults of which a request meets at most one, in the order in which they divide the chances.
    private static readonly SandboxFault[] Outcomes = [.. Enum.GetValues<SandboxFault>().Where(fault => fault != SandboxFault.None)];

    private static readonly string[] Shares = [.. Outcomes.Select(fault => fault.ToString()), Slow];

    private static readonly Dictionary<string, double> Amounts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["RetryAfter"] = 1,
        ["SlowMilliseconds"] = 1000,
        ["Delay"] = 0,
        ["LowBalanceAfter"] = double.PositiveInfinity,
        ["StopAfter"] = double.PositiveInfinity,
    };

    private static readonly string[] Lists = ["RejectTo", "RejectSender"];

    private readonly Dictionary<string, string[]> _lists = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, double> _values = new(Amounts, StringComparer.OrdinalIgnoreCase);
    private readonly int _seed;

    private SandboxFaults(int seed) => _seed = seed;

    /// <summary>Seconds to wait, as refusals for speed say.</summary>
    public int RetryAfter => (int)_values[nameof(RetryAfter)];

    /// <summary>How many messages are taken before the balance is used up.</summary>
    public double LowBalanceAfter => _values[nameof(LowBalanceAfter)];

    /// <summary>How many messages are taken before the account is blocked.</summary>
    public double StopAfter => _values[nameof(StopAfter)];

    /// <summary>Whether messages to this recipient are refused.</summary>
    public bool RejectsTo(string recipient) => Has("RejectTo", recipient);

    /// <summary>Whether this part of an address, such as a sender's number or its id, is refused.</summary>
    public bool RejectsSender(string part) => Has("RejectSender", part);

    /// <summary>Reads faults by name.</summary>
    /// <param name="given">Shares from 0 to 1, amounts, and lists of recipients or senders.</param>
    /// <param name="seed">What the choice of requests depends on.</param>
    /// <exception cref="ArgumentException">
    /// A name is unknown, a value is not a number or out of range, or the shares are more than all.
    /// </exception>
    public static SandboxFaults Read(IDictionary? given, int seed)
    {
        SandboxFaults faults = new(seed);
        foreach (DictionaryEntry entry in given ?? new Dictionary<string, double>())
        {
            string name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "";
            if (Lists.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                faults._lists[name] = ReadList(name, entry.Value);
                continue;
            }

            bool isShare = Shares.Contains(name, StringComparer.OrdinalIgnoreCase);
            if (!isShare && !Amounts.ContainsKey(name))
            {
                throw new ArgumentException(
                    $"The fault '{name}' is unknown. Shares from 0 to 1: {string.Join(", ", Shares)}. Amounts: "
                        + $"{string.Join(", ", Amounts.Keys)}. "
                    + $"Lists: {string.Join(", ", Lists)}.");
            }

            double most = isShare ? 1 : int.MaxValue;
            faults._values[name] =
                double.TryParse(Convert.ToString(entry.Value, CultureInfo.InvariantCulture), NumberStyles.Float,
                CultureInfo.InvariantCulture, out double value) && value >= 0 && value <= most
                ? value
                : throw new ArgumentException(
                    $"The fault '{name}' is '{entry.Value}'; it must be "
                        + $"{(isShare ? "a share from 0 to 1, such as 0.1" : "a number, 0 or more")}.");
        }

        double all = Outcomes.Sum(fault => faults.Share(fault.ToString()));
        return all <= 1 + 1e-9
            ? faults
            : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture,
            $"The shares of {string.Join(", ", Outcomes)} add up to {all}; together they are at most 1."));
    }

    private static string[] ReadList(string name, object? value)
    {
        string[] texts = [.. (value is IEnumerable items and not string ? items.Cast<object?>() : [value])
            .Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)?.Trim() ?? "")];
        return texts.Length > 0 && texts.All(text => text.Length > 0)
            ? texts
            : throw new ArgumentException($"The fault '{name}' names nobody; give one or several, such as '+12025550199'.");
    }

    private bool Has(string name, string text) => _lists.TryGetValue(name, out string[]? list) && list.Contains(text);

    /// <summary>What the request of this number meets.</summary>
    public SandboxFault Of(long request)
    {
        double draw = Draw(request, 0);
        foreach (SandboxFault fault in Outcomes)
        {
            draw -= Share(fault.ToString());
            if (draw < 0)
            {
                return fault;
            }
        }

        return SandboxFault.None;
    }

    /// <summary>How long the reply to the request of this number is held back.</summary>
    public TimeSpan WaitOf(long request) =>
        TimeSpan.FromMilliseconds(_values["Delay"] + (Draw(request, 1) < Share(Slow) ? _values["SlowMilliseconds"] : 0));

    private double Share(string name) => _values.GetValueOrDefault(name);

    // SplitMix64 over seed, request and purpose: the same on every machine, and no state between requests.
    private double Draw(long request, int purpose)
    {
        ulong mixed = unchecked(((ulong)(uint)_seed << 33) + ((ulong)request << 1) + (ulong)purpose + 1) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
