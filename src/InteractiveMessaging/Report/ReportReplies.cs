namespace InteractiveMessaging;

/// <summary>What came back for the messages of a report, by their callbacks.</summary>
internal sealed class ReportReplies
{
    private const int MostAnswers = 200;
    private readonly Dictionary<string, long> _answers = [];

    /// <summary>How many came to the phone; what was read or answered did.</summary>
    public long Delivered { get; private set; }

    /// <summary>How many were read; what was answered was.</summary>
    public long Read { get; private set; }

    /// <summary>How many were answered.</summary>
    public long Answered { get; private set; }

    /// <summary>How many the provider took, and they did not reach the phone.</summary>
    public long Failed { get; private set; }

    /// <summary>The buttons and rows that were tapped last, the most frequent first. What people wrote themselves is not here.</summary>
    public IEnumerable<(string Answer, long Count)> Answers =>
        _answers.OrderByDescending(answer => answer.Value).Select(answer => (answer.Key, answer.Value));

    /// <summary>Adds a message.</summary>
    public void Add(FollowedMessage message)
    {
        bool answered = message.AnswerKind is not null;
        bool read = message.Replies.Count > 0 || message.Progress is MessageProgress.Read or MessageProgress.Played;
        Answered += answered ? 1 : 0;
        Read += read ? 1 : 0;
        Delivered += read || message.Progress == MessageProgress.Delivered ? 1 : 0;
        Failed += message.Progress == MessageProgress.Failed ? 1 : 0;
        if (message.AnswerKind is ReplyKind.Button or ReplyKind.ListRow && message.Answer is { } answer
            && (_answers.Count < MostAnswers || _answers.ContainsKey(answer)))
        {
            _answers[answer] = _answers.GetValueOrDefault(answer) + 1;
        }
    }
}
