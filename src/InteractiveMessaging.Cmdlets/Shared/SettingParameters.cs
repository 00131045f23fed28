using System.Collections.ObjectModel;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// The parameters of Connect-WaProvider that are settings of providers. The catalog says which they are: a setting that the cmdlet
/// has no property for becomes a parameter when the cmdlet is used.
/// </summary>
internal static class SettingParameters
{
    /// <summary>The parameters for settings that the cmdlet has no property for; null where there are none.</summary>
    public static RuntimeDefinedParameterDictionary? Missing(Type cmdlet, IEnumerable<Provider> providers)
    {
        RuntimeDefinedParameterDictionary parameters = [];
        foreach (ProviderSetting setting in providers.SelectMany(provider => provider.Settings))
        {
            if (cmdlet.GetProperty(setting.Name)?.IsDefined(typeof(ParameterAttribute), inherit: true) != true)
            {
                parameters[setting.Name] = Parameter(setting);
            }
        }

        return parameters.Count == 0 ? null : parameters;
    }

    /// <summary>The settings among the parameters that were given.</summary>
    public static Dictionary<string, string> Given(IReadOnlyDictionary<string, object> bound, IEnumerable<Provider> providers) =>
        providers.SelectMany(provider => provider.Settings).Select(setting => setting.Name).Distinct()
            .Where(bound.ContainsKey)
            .ToDictionary(name => name, name => (string)bound[name]);

    private static RuntimeDefinedParameter Parameter(ProviderSetting setting)
    {
        Collection<Attribute> attributes = [new ParameterAttribute { HelpMessage = setting.WhereFound }, new NeverEmptyAttribute()];
        if (setting.Choices.Count > 0)
        {
            attributes.Add(new ArgumentCompleterAttribute(typeof(SettingCompleter)));
        }

        return new(setting.Name, typeof(string), attributes);
    }
}
