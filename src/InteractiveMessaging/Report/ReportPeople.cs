using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace InteractiveMessaging;

/// <summary>Who the messages of a report were for: each person counts once, in however many journals. It takes 32 bytes a person.</summary>
internal sealed class ReportPeople
{
    private readonly KeyTable<Known> _people = new();

    /// <summary>How many people there are.</summary>
    public long Count => _people.Count;

    /// <summary>Adds a message to a person.</summary>
    public void Add(string recipient, ReportStage stage)
    {
        ref Known person = ref _people[KeyOf(recipient)];
        person = person.With(stage);
    }

    /// <summary>How many people have a message that came so far, and none of another stage.</summary>
    public long Of(ReportStage stage, ReportStage without = ReportStage.None)
    {
        long count = 0;
        foreach (Known person in _people.States)
        {
            count += person.Has(stage) && !person.Has(without) ? 1 : 0;
        }

        return count;
    }

    private static Key128 KeyOf(string recipient)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(recipient), hash);
        return new(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[sizeof(ulong)..]));
    }

    private readonly record struct Known(ulong Bits) : IKeyState<Known>
    {
        private const int Shift = 1;

        public static Known New => new(1);

        public bool IsNone => Bits == 0;

        public Known With(ReportStage stage) => new(Bits | ((ulong)stage << Shift));

        public bool Has(ReportStage stage) => (Bits & ((ulong)stage << Shift)) != 0;
    }
}
