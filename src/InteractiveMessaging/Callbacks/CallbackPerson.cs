namespace InteractiveMessaging;

/// <summary>Who a callback is about, whichever field says so and however little it says.</summary>
internal static class CallbackPerson
{
    /// <summary>
    /// A number and a user id as a callback names them: an empty text is none, and what looks like a user id is one, also where a number
    /// belongs. WhatsApp would take it as a number without an error and deliver nothing.
    /// </summary>
    public static (string? Number, string? UserId) Ids(string? number, string? userId)
    {
        userId = NotEmpty(userId);
        return UserId.LooksLike(number) ? (null, userId ?? number!.Trim()) : (NotEmpty(number), userId);
    }

    /// <summary>The callback with these ids, and without empty names.</summary>
    public static WaCallback Of(WaCallback callback)
    {
        (string? phone, string? userId) = Ids(callback.Phone, callback.UserId);
        WaCallback read = callback with
        {
            Phone = phone,
            UserId = userId,
            ParentUserId = NotEmpty(callback.ParentUserId),
            Username = NotEmpty(callback.Username),
            ProfileName = NotEmpty(callback.ProfileName),
        };
        if (read is not WaUserChange change)
        {
            return read;
        }

        (string? previousPhone, string? previousUserId) = Ids(change.PreviousPhone, change.PreviousUserId);
        return change with { PreviousPhone = previousPhone, PreviousUserId = previousUserId };
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
