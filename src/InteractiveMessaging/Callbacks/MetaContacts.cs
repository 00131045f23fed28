using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The people beside the entries of a callback: its <c>contacts</c>, found by user id or number.</summary>
internal sealed class MetaContacts
{
    private readonly Dictionary<string, JsonElement> _byUserId = [];
    private readonly Dictionary<string, JsonElement> _byNumber = [];
    private readonly List<JsonElement> _all = [];

    /// <param name="value">What holds the contacts.</param>
    public MetaContacts(JsonElement value)
    {
        foreach (JsonElement contact in value.Items("contacts"))
        {
            try
            {
                Add(contact, contact.Scalar("user_id"), contact.Scalar("wa_id"));
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair in an id: nobody has that one.
            }
        }
    }

    /// <summary>
    /// The contact with this user id, else with this number. Beside one entry stands one contact, also where its number is spelled in
    /// another way; but a contact with another user id is another person. Undefined where there is none.
    /// </summary>
    public JsonElement Find(string? number, string? userId)
    {
        if (userId is not null && _byUserId.TryGetValue(userId, out JsonElement contact))
        {
            return contact;
        }

        contact = number is not null && _byNumber.TryGetValue(number, out JsonElement found) ? found
            : _all.Count == 1 ? _all[0]
            : default;
        return userId is null || contact.Scalar("user_id") is null ? contact : default;
    }

    private void Add(JsonElement contact, string? userId, string? number)
    {
        _all.Add(contact);
        if (userId is not null)
        {
            _byUserId.TryAdd(userId, contact);
        }

        if (number is not null)
        {
            _byNumber.TryAdd(number, contact);
        }
    }
}
