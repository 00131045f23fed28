namespace InteractiveMessaging;

/// <summary>How far a message came, as a report counts it: each stage that it passed.</summary>
[Flags]
internal enum ReportStage
{
    None = 0,

    /// <summary>The provider took it.</summary>
    Accepted = 1,

    /// <summary>WhatsApp had it, though it may have failed later.</summary>
    Sent = 2,

    /// <summary>It came to the phone; what was read or answered did.</summary>
    Delivered = 4,

    /// <summary>It was read; what was answered was.</summary>
    Read = 8,

    /// <summary>The person answered it, or wrote after it.</summary>
    Answered = 16,

    /// <summary>The answer refers to the message.</summary>
    AnsweredDirectly = 32,

    /// <summary>The provider took it, and it did not come to the phone.</summary>
    Failed = 64,
}

/// <summary>Finds out how far a message came.</summary>
internal static class ReportStages
{
    /// <summary>The stages of a message.</summary>
    /// <param name="accepted">Whether the provider took it.</param>
    /// <param name="message">What callbacks say of it; null where there are none.</param>
    public static ReportStage Of(bool accepted, FollowedMessage? message)
    {
        ReportStage stage = accepted ? ReportStage.Accepted : ReportStage.None;
        if (message is null)
        {
            return stage;
        }

        bool read = message.HasDirectReply || message.Progress is MessageProgress.Read or MessageProgress.Played;
        bool delivered = read || message.Progress == MessageProgress.Delivered;
        stage |= read ? ReportStage.Read : ReportStage.None;
        stage |= delivered ? ReportStage.Delivered : ReportStage.None;
        stage |= delivered || message.IsSent ? ReportStage.Sent : ReportStage.None;
        stage |= message.Progress == MessageProgress.Failed ? ReportStage.Failed : ReportStage.None;
        stage |= message.AnswerKind is not null ? ReportStage.Answered : ReportStage.None;
        stage |= message.IsDirectAnswer ? ReportStage.AnsweredDirectly : ReportStage.None;
        return stage;
    }
}
