namespace InteractiveMessaging;

/// <summary>
/// What a message is for, where WhatsApp shall deliver it outside the 24 hours after a person's last message without an approved
/// template (Meta, Direct Send).
/// </summary>
public enum MessageCategory
{
    /// <summary>About something the person ordered, booked or asked for.</summary>
    Utility,

    /// <summary>A code to sign in with. It goes to phone numbers only.</summary>
    Authentication,
}
