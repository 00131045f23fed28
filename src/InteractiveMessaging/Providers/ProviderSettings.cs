using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>
/// Something a provider needs to know of an account, besides the key. Its name is that of Connect-WaProvider's parameter.
/// </summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="WhereFound">Where its owner finds it.</param>
/// <param name="Pattern">What it must look like, as a regular expression over the whole value.</param>
/// <param name="Example">A value that could be one.</param>
public sealed record ProviderSetting(string Name, string WhereFound, string Pattern, string Example)
{
    /// <summary>The value when none is given; null where one must be given.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it may be left out without a value taking its place.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether it says which account it is; what does not may change between two runs of a journal.</summary>
    public bool NamesAccount { get; init; } = true;

    /// <summary>Whether it is needed only to read what the account has, and never to send.</summary>
    public bool ForReading { get; init; }

    /// <summary>What callbacks of the account say in its place; null where they do not tell it.</summary>
    internal Func<WaCallback, string?>? InCallback { get; init; }

    /// <summary>The values it may have, where they are few.</summary>
    public ValueList<string> Choices { get; init; } = [];

    /// <summary>A value in its one spelling: those of <see cref="Choices"/> do not tell upper from lower case.</summary>
    internal string Canonical(string value) =>
        Choices.FirstOrDefault(choice => choice.Equals(value, StringComparison.OrdinalIgnoreCase)) ?? value;

    /// <summary>Why a value cannot be one, or null when it is good.</summary>
    internal string? Check(string value)
    {
        if (Choices.Count > 0)
        {
            return Choices.Contains(value, StringComparer.OrdinalIgnoreCase)
                ? null
                : $"-{Name} '{PrintableText.Quote(value)}' is unknown; it is one of {string.Join(", ", Choices)}";
        }

        return Regex.IsMatch(value, $@"\A(?:{Pattern})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
            ? null
            : $"-{Name} does not look right ({WhereFound}); for example {Example}";
    }
}

/// <summary>The values of a connection's settings.</summary>
internal sealed class ProviderSettings(IReadOnlyDictionary<string, string> values)
{
    public static ProviderSettings None { get; } = new(new Dictionary<string, string>());

    /// <summary>Settings as an account could have them, to show a request without one.</summary>
    public static ProviderSettings Examples(IEnumerable<ProviderSetting> settings) => new(settings
        .Where(setting => !setting.Optional || setting.ForReading)
        .ToDictionary(setting => setting.Name, setting => setting.Default ?? setting.Example));

    /// <summary>A value that is there.</summary>
    public string this[string name] => values[name];

    /// <summary>A value, or null.</summary>
    public string? Find(string name) => values.GetValueOrDefault(name);

    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<string, string> Values => values;
}
