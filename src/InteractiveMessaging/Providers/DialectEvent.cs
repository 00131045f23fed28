using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Something that happened to a message the sandbox took, for the callback in which the provider would tell of it.</summary>
internal sealed record DialectEvent
{
    /// <summary>The id that the reply gave the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Who got it: a number with its plus, or a user id.</summary>
    public required string To { get; init; }

    /// <summary>The request it came in.</summary>
    public required JsonElement Request { get; init; }

    /// <summary>What stood in the address of the request for the names in braces.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How far the message has come; null where it was answered.</summary>
    public MessageProgress? Progress { get; init; }

    /// <summary>The answer; null where the message has come further.</summary>
    public DialectAnswer? Answer { get; init; }
}

/// <summary>What a person answered: a button or a row that was tapped, or a text.</summary>
/// <param name="Kind">Which of the three it is.</param>
/// <param name="Text">What the button or the row says, or what was written.</param>
internal sealed record DialectAnswer(ReplyKind Kind, string Text)
{
    /// <summary>The id of the button or the row.</summary>
    public string? Id { get; init; }

    /// <summary>The description of the row.</summary>
    public string? Description { get; init; }
}
