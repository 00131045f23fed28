namespace InteractiveMessaging;

/// <summary>A key of 128 bits, such as half of a SHA-256.</summary>
internal readonly record struct Key128(ulong High, ulong Low)
{
    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => $"{High:x16}{Low:x16}";
}
