using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Who a callback is about: what its entry says, completed by the <c>contacts</c> beside it.</summary>
internal sealed record MetaPerson
{
    private readonly string? _number;
    private readonly string? _userId;
    private readonly string? _parentUserId;
    private readonly string? _username;
    private readonly string? _name;

    /// <param name="contacts">The people beside the entry.</param>
    /// <param name="number">The number as the entry has it.</param>
    /// <param name="userId">The user id as the entry has it.</param>
    /// <param name="parentUserId">The user id for the group of businesses as the entry has it.</param>
    public MetaPerson(MetaContacts contacts, string? number, string? userId, string? parentUserId)
    {
        (number, userId) = CallbackPerson.Ids(CallbackValues.Number(number), userId);
        JsonElement contact = contacts.Find(number, userId);
        (string? itsNumber, string? itsUserId) = MetaContacts.Ids(contact);
        _number = number ?? itsNumber;
        _userId = userId ?? itsUserId;
        _parentUserId = parentUserId ?? contact.Scalar("parent_user_id");
        _username = contact.Scalar("profile", "username");
        _name = contact.Scalar("profile", "name");
    }

    /// <summary>A callback about this person.</summary>
    public WaCallback Of(WaCallback callback) => callback with
    {
        Phone = _number,
        UserId = _userId,
        ParentUserId = _parentUserId,
        Username = _username,
        ProfileName = _name,
    };
}
