namespace InteractiveMessaging;

/// <summary>What a recipient is named by.</summary>
internal enum RecipientKind
{
    /// <summary>A phone number in E.164.</summary>
    Number,

    /// <summary>WhatsApp's id of a person for one business.</summary>
    UserId,

    /// <summary>The provider's own id of a person.</summary>
    ClientId,
}

/// <summary>Who gets a message. Two recipients of different kinds are never the same, whatever their names say.</summary>
/// <param name="Kind">What the name is.</param>
/// <param name="Name">The digits of a number, or the id.</param>
internal readonly record struct Recipient(RecipientKind Kind, string Name)
{
    /// <summary>The recipient for people, as results, journals and reports show it: a number has its plus.</summary>
    public override string ToString() => Kind == RecipientKind.Number ? "+" + Name : Name;
}
