using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace InteractiveMessaging;

/// <summary>
/// A message, or a part of one: a value. It does not change; two that say the same are equal, and all have an order by what they say, so
/// that <c>Sort-Object</c>, <c>Group-Object</c>, <c>Select-Object -Unique</c> and <c>Compare-Object</c> tell them apart.
/// </summary>
[SuppressMessage("Design", "CA1036", Justification = "PowerShell asks for the order; no code of ours compares messages with < and >.")]
public abstract record MessagePart : IComparable
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    /// <summary>Compares the type first, then one property after the other; texts by their code units.</summary>
    /// <exception cref="ArgumentException">The other one is not a message or a part of one.</exception>
    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        MessagePart other when GetType() == other.GetType() => First(PropertiesOf(GetType())
            .Select(property => Compare(property.GetValue(this), property.GetValue(other)))),
        MessagePart other => string.CompareOrdinal(GetType().Name, other.GetType().Name),
        _ => throw new ArgumentException($"A {obj.GetType().Name} is not a message or a part of one.", nameof(obj)),
    };

    private static PropertyInfo[] PropertiesOf(Type type) => Properties.GetOrAdd(type, static type =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .OrderByDescending(property => property.Name == nameof(Message.Type)),
    ]);

    private static int Compare(object? left, object? right) => (left, right) switch
    {
        (string text, string other) => string.CompareOrdinal(text, other),
        (JsonData data, JsonData other) => string.CompareOrdinal(data.Canonical, other.Canonical),
        (IEnumerable list, IEnumerable other) => Compare([.. list], [.. other]),
        _ => Comparer<object?>.Default.Compare(left, right),
    };

    private static int Compare(object?[] list, object?[] other) =>
        First(list.Zip(other).Select(pair => Compare(pair.First, pair.Second)).Append(list.Length.CompareTo(other.Length)));

    private static int First(IEnumerable<int> orders) => orders.FirstOrDefault(order => order != 0);
}
