using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Reads objects that a web framework or an automation hands over.</summary>
internal static class ForeignObject
{
    /// <summary>The value of this name, in any case, of a property, a dictionary or a query; null where there is none.</summary>
    /// <exception cref="WaException">Reading it throws: <see cref="ErrorCause.BadInput"/>.</exception>
    public static object? Member(PSObject of, string name)
    {
        object? value = UserCode.Read(
            () => of.BaseObject switch
            {
                IDictionary fields => fields.Keys.Cast<object>()
                    .Where(key => name.Equals($"{key}", StringComparison.OrdinalIgnoreCase))
                    .Select(key => fields[key])
                    .FirstOrDefault(),
                NameValueCollection fields => fields[name],
                _ => of.Properties[name]?.Value,
            },
            $"The {name} of this object");
        return Cell.Unwrap(value);
    }
}
