using System.Globalization;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// How many numbers of each country a list holds: a list whose numbers were read in the wrong way shows it at a glance.
/// </summary>
internal sealed class CountryTally
{
    private const int Shown = 12;

    private readonly Dictionary<string, long> _counts = [];

    /// <summary>Counts a recipient; one without a number is of no country.</summary>
    public void Count(PhoneNumber? number)
    {
        if (number is { } known)
        {
            string code = known.CountryCode is { } assigned ? "+" + assigned : "no assigned country code";
            _counts[code] = _counts.GetValueOrDefault(code) + 1;
        }
    }

    /// <summary>The countries, most numbers first; null where there was no number.</summary>
    public override string? ToString()
    {
        if (_counts.Count == 0)
        {
            return null;
        }

        string[] countries =
        [
            .. _counts.OrderByDescending(country => country.Value).ThenBy(country => country.Key, StringComparer.Ordinal)
                .Select(country => $"{country.Value.ToString("N0", CultureInfo.CurrentCulture)} with {country.Key}"),
        ];
        string rest = countries.Length > Shown ? $", and {countries.Length - Shown} more countries" : "";
        return $"Numbers by country: {string.Join(", ", countries.Take(Shown))}{rest}.";
    }
}
