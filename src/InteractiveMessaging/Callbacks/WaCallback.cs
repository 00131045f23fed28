using System.Text;

namespace InteractiveMessaging;

/// <summary>Something a provider reports after a send: a person's answer, or how far a message has come.</summary>
public abstract record WaCallback
{
    /// <summary>
    /// The number of the person it is about, who answered or who the message went to: <c>+…</c>; null where the callback does not say.
    /// What looks like a user id is never a number: it is the <see cref="UserId"/>.
    /// </summary>
    public string? Phone { get; init; }

    /// <summary>
    /// WhatsApp's id of that person for this business, such as <c>US.13491208655302741918</c>; it changes with the person's number
    /// (Meta, Business-scoped user IDs).
    /// </summary>
    public string? UserId { get; init; }

    /// <summary>The same for a group of businesses, such as <c>US.ENT.11815799212886844830</c>.</summary>
    public string? ParentUserId { get; init; }

    /// <summary>The username of that person; people who have one need not show their number.</summary>
    public string? Username { get; init; }

    /// <summary>Who it is, as far as the callback says: the number, else the username, else the user id.</summary>
    public string? Person => Phone ?? Username ?? UserId;

    /// <summary>The name that person goes by in WhatsApp.</summary>
    public string? ProfileName { get; init; }

    /// <summary>What happened, in a word.</summary>
    public abstract string Topic { get; }

    /// <summary>What there is to say of it: the answer, why the message failed, or the JSON.</summary>
    public abstract string? Summary { get; }

    /// <summary>When it happened; null where the callback does not say.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The business number it came in on: <c>+…</c>, or as it came where it is not a number.</summary>
    public string? BusinessNumber { get; init; }

    /// <summary>The id of that business number at WhatsApp, as <c>Connect-WaProvider MetaCloud</c> takes it.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>
    /// The sender's own reference that the provider echoes: Meta's <c>biz_opaque_callback_data</c>, Kaleyra's <c>ref</c>.
    /// </summary>
    public string? Reference { get; init; }

    /// <summary>
    /// The whole callback as JSON, with everything that has no property of its own. Where one body holds several callbacks, the others are
    /// left out of it: read again, it is this callback alone. Written when it is asked for.
    /// </summary>
    public string Json
    {
        get => Source.ToString();
        init => Source = CallbackJson.None.In(new(Encoding.UTF8.GetBytes(value ?? "")));
    }

    /// <summary>Where the JSON is.</summary>
    internal CallbackJson Source { get; init; } = CallbackJson.None;
}
