namespace InteractiveMessaging;

/// <summary>Why contact data came, as the answer to a request for it says.</summary>
internal static class ContactOrigin
{
    // What asks for contact data has two names in Meta's documents.
    private static readonly string[] Requests = ["contact_request", "request_contact_info"];

    /// <summary>Whether the person was asked for it, so that the number is the one of WhatsApp.</summary>
    public static bool IsRequest(string? origin) => Requests.Contains(origin);
}
