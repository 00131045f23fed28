using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The people beside the entries of a callback: its <c>contacts</c>, found by user id or number.</summary>
internal sealed class MetaContacts
{
    private readonly Dictionary<string, JsonElement> _byUserId = [];
    private readonly Dictionary<string, JsonElement> _byNumber = [];
    private readonly JsonElement _only;

    /// <param name="value">What holds the contacts.</param>
    /// <param name="ofOneEntry">Whether one entry alone stands beside them, over all lists.</param>
    public MetaContacts(JsonElement value, bool ofOneEntry)
    {
        JsonElement[] contacts = [.. value.Items("contacts")];
        foreach (JsonElement contact in contacts)
        {
            try
            {
                (string? number, string? userId) = Ids(contact);
                Add(_byUserId, userId, contact);
                Add(_byNumber, number, contact);
                _only = ofOneEntry && contacts.Length == 1 ? contact : default;
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair in an id: nobody has that one.
            }
        }
    }

    /// <summary>
    /// The contact with this user id, else with this number. One contact beside one entry completes it, unless they name two people: a
    /// contact with another user id or another number is somebody else. Undefined where there is none.
    /// </summary>
    /// <param name="number">The number as <see cref="CallbackValues.Number"/> spells it.</param>
    /// <param name="userId">The user id.</param>
    public JsonElement Find(string? number, string? userId)
    {
        if (userId is not null && _byUserId.TryGetValue(userId, out JsonElement contact))
        {
            return contact;
        }

        contact = number is not null && _byNumber.TryGetValue(number, out JsonElement found) ? found : _only;
        (string? itsNumber, string? itsUserId) = Ids(contact);
        bool isOther = (userId is not null && itsUserId is not null)
            || (number is not null && itsNumber is not null && itsNumber != number);
        return isOther ? default : contact;
    }

    /// <summary>Number and user id of a contact.</summary>
    public static (string? Number, string? UserId) Ids(JsonElement contact) =>
        CallbackPerson.Ids(CallbackValues.Number(contact.Scalar("wa_id")), contact.Scalar("user_id"));

    private static void Add(Dictionary<string, JsonElement> contacts, string? id, JsonElement contact)
    {
        if (id is not null)
        {
            contacts.TryAdd(id, contact);
        }
    }
}
