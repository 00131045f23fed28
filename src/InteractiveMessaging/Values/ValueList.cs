using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace InteractiveMessaging;

/// <summary>An immutable list that is equal to another when its elements are, so that records which hold lists compare by value.</summary>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly ImmutableArray<T> _items;

    internal ValueList(ImmutableArray<T> items) => _items = items;

    /// <summary>A list without elements.</summary>
    public static ValueList<T> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>The list with each element replaced.</summary>
    public ValueList<TResult> Map<TResult>(Func<T, TResult> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var mapped = ImmutableArray.CreateBuilder<TResult>(_items.Length);
        foreach (T item in _items)
        {
            mapped.Add(map(item));
        }

        return new(mapped.MoveToImmutable());
    }

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>The elements, as they print, with commas between them.</summary>
    public override string ToString() => string.Join(", ", _items);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes <see cref="ValueList{T}"/>s.</summary>
public static class ValueList
{
    /// <summary>A list of these elements.</summary>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? ValueList<T>.Empty : new([.. items]);

    /// <summary>A list of these elements.</summary>
    public static ValueList<T> From<T>(IEnumerable<T> items) => new([.. items]);

    /// <summary>The list with each element replaced; the very same where none of them changes.</summary>
    internal static ValueList<T> Change<T>(this ValueList<T> list, Func<T, T> change)
        where T : class
    {
        T[]? changed = null;
        for (int i = 0; i < list.Count; i++)
        {
            T item = change(list[i]);
            if (changed is null && !ReferenceEquals(item, list[i]))
            {
                changed = [.. list];
            }

            if (changed is not null)
            {
                changed[i] = item;
            }
        }

        return changed is null ? list : new(ImmutableCollectionsMarshal.AsImmutableArray(changed));
    }
}
