namespace InteractiveMessaging;

/// <summary>
/// What is known of each key, at no more than 32 bytes a key where a state takes eight: 24 for a slot, filled to three quarters at least.
/// </summary>
/// <remarks>
/// Keys are hashes or mixed like them, and so lie evenly. A key's home is its rank among all keys there could be, and slots stay in the
/// order of their keys, so a search ends early even in a full table and growing is one pass. The table grows in parts: only one is held
/// twice.
/// </remarks>
internal sealed class KeyTable<TState>
    where TState : struct, IKeyState<TState>
{
    private const int PartBits = 6;
    private const double Fullest = 0.9;
    private const double Growth = 1.2;
    private readonly Part[] _parts = new Part[1 << PartBits];

    public KeyTable() => Array.Fill(_parts, new Part());

    /// <summary>How many keys there are.</summary>
    public long Count { get; private set; }

    /// <summary>How many bytes the slots take.</summary>
    public long Bytes
    {
        get
        {
            long bytes = 0;
            foreach (Part part in _parts)
            {
                bytes += part.Slots.Length * 24L;
            }

            return bytes;
        }
    }

    /// <summary>The state of a key; a new one's is none, and the caller sets it at once.</summary>
    public ref TState this[in Key128 key]
    {
        get
        {
            ref Part part = ref _parts[key.High >> (64 - PartBits)];
            int at = part.Search(key);
            if (at < part.Slots.Length && part.Slots[at].Is(key))
            {
                return ref part.Slots[at].State;
            }

            while (!part.TryInsert(key, at))
            {
                part = part.Grown();
                at = part.Search(key);
            }

            Count++;
            return ref part.Slots[at].State;
        }
    }

    /// <summary>The state of a key, or none.</summary>
    public TState Find(in Key128 key)
    {
        ref Part part = ref _parts[key.High >> (64 - PartBits)];
        int at = part.Search(key);
        return at < part.Slots.Length && part.Slots[at].Is(key) ? part.Slots[at].State : default;
    }

    /// <summary>Every state.</summary>
    public IEnumerable<TState> States
    {
        get
        {
            foreach (Part part in _parts)
            {
                foreach (Slot slot in part.Slots)
                {
                    if (!slot.State.IsNone)
                    {
                        yield return slot.State;
                    }
                }
            }
        }
    }

    private struct Slot
    {
        public ulong High;
        public ulong Low;
        public TState State;

        public readonly bool Is(in Key128 key) => High == key.High && Low == key.Low && !State.IsNone;

        public readonly bool IsBefore(in Key128 key) => High < key.High || (High == key.High && Low < key.Low);
    }

    private struct Part
    {
        private readonly ulong _homes;
        private int _count;

        public Part()
            : this(0, 0)
        {
        }

        private Part(ulong homes, int spare)
        {
            _homes = homes;
            Slots = new Slot[(int)homes + spare];
        }

        public Slot[] Slots { get; }

        // The first slot that is free or holds no smaller key.
        public readonly int Search(in Key128 key)
        {
            int at = Home(key.High);
            while (at < Slots.Length && !Slots[at].State.IsNone && Slots[at].IsBefore(key))
            {
                at++;
            }

            return at;
        }

        public bool TryInsert(in Key128 key, int at)
        {
            if (_count + 1 > _homes * Fullest)
            {
                return false;
            }

            int free = at;
            while (free < Slots.Length && !Slots[free].State.IsNone)
            {
                free++;
            }

            if (free == Slots.Length)
            {
                return false;
            }

            Slots.AsSpan(at, free - at).CopyTo(Slots.AsSpan(at + 1));
            Slots[at] = new() { High = key.High, Low = key.Low, State = TState.New };
            _count++;
            return true;
        }

        // More homes where they are used up; else keys crowd at the end, and more room behind the last home helps.
        public readonly Part Grown()
        {
            bool full = _count + 1 > _homes * Fullest;
            ulong homes = full ? Math.Max(8, (ulong)(_homes * Growth)) : _homes;
            int spare = Math.Max(8, Slots.Length - (int)_homes) * (full ? 1 : 2);
            Part grown = new(homes, spare);
            while (!grown.TryTakeAll(this))
            {
                spare *= 2;
                grown = new(homes, spare);
            }

            return grown;
        }

        private bool TryTakeAll(in Part other)
        {
            int next = 0;
            foreach (Slot slot in other.Slots)
            {
                if (slot.State.IsNone)
                {
                    continue;
                }

                next = Math.Max(next, Home(slot.High));
                if (next == Slots.Length)
                {
                    return false;
                }

                Slots[next++] = slot;
            }

            _count = other._count;
            return true;
        }

        private readonly int Home(ulong high) => (int)Math.BigMul(high << PartBits, _homes, out _);
    }
}

/// <summary>What a table keeps of a key; its default is no key at all.</summary>
/// <typeparam name="TSelf">The state itself.</typeparam>
internal interface IKeyState<TSelf>
{
    /// <summary>A key of which nothing is known yet.</summary>
    static abstract TSelf New { get; }

    /// <summary>Whether there is no key here.</summary>
    bool IsNone { get; }
}
