namespace InteractiveMessaging;

/// <summary>What came back for the messages of a report, by their callbacks.</summary>
/// <param name="callbacks">How many callbacks were given that can be about a message.</param>
internal sealed class ReportReplies(int callbacks)
{
    private const int MostAnswers = 200;
    private readonly Dictionary<string, long> _answers = [];
    private long _followed;

    /// <summary>How many WhatsApp had; some may have failed later.</summary>
    public long Sent { get; private set; }

    /// <summary>How many came to the phone; what was read or answered did.</summary>
    public long Delivered { get; private set; }

    /// <summary>How many were read; what was answered was.</summary>
    public long Read { get; private set; }

    /// <summary>How many were answered, by an answer to the message or by what the person wrote after it.</summary>
    public long Answered { get; private set; }

    /// <summary>How many of them were answered by an answer to the message.</summary>
    public long AnsweredDirectly { get; private set; }

    /// <summary>How many the provider took, and they did not reach the phone.</summary>
    public long Failed { get; private set; }

    /// <summary>Whether there are callbacks, and none of them is about a message of the report.</summary>
    public bool AreOfOthers => callbacks > 0 && _followed == 0;

    /// <summary>The buttons and rows that were tapped last, the most frequent first. What people wrote themselves is not here.</summary>
    public IEnumerable<(string Answer, long Count)> Answers =>
        _answers.OrderByDescending(answer => answer.Value).Select(answer => (answer.Key, answer.Value));

    /// <summary>Adds a message.</summary>
    public void Add(FollowedMessage message, ReportStage stage)
    {
        _followed += message.IsFollowed ? 1 : 0;
        Sent += One(stage, ReportStage.Sent);
        Delivered += One(stage, ReportStage.Delivered);
        Read += One(stage, ReportStage.Read);
        Answered += One(stage, ReportStage.Answered);
        AnsweredDirectly += One(stage, ReportStage.AnsweredDirectly);
        Failed += One(stage, ReportStage.Failed);
        if (message.AnswerKind is ReplyKind.Button or ReplyKind.ListRow && message.Answer is { } answer
            && (_answers.Count < MostAnswers || _answers.ContainsKey(answer)))
        {
            _answers[answer] = _answers.GetValueOrDefault(answer) + 1;
        }
    }

    private static int One(ReportStage stage, ReportStage of) => (stage & of) != 0 ? 1 : 0;
}
