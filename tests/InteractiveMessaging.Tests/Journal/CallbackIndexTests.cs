namespace InteractiveMessaging.Tests.Callbacks;

public class CallbackIndexTests
{
    private const string Key = "00112233445566778899aabbccddeeff";
    private static readonly DateTimeOffset Noon = new(2025, 6, 25, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(JournalStatus.InDoubt)]
    [InlineData(JournalStatus.InFlight)]
    [InlineData(JournalStatus.Failed)]
    public void The_echoed_key_proves_that_the_message_was_taken(JournalStatus before)
    {
        FollowedMessage followed = Follow(
            Entry(before) with { ErrorCode = "500" },
            Status(MessageProgress.Sent, id: "wamid.S", reference: Key.ToUpperInvariant()));
        Assert.Equal(
            (JournalStatus.Accepted, true, "wamid.S", MessageProgress.Sent, null),
            (followed.Status, followed.IsSettled, followed.MessageId, followed.Progress, followed.ErrorCode));
    }

    [Fact]
    public void Without_a_callback_the_doubt_remains()
    {
        FollowedMessage followed = Follow(
            Entry(JournalStatus.InDoubt) with { ErrorCode = "504" },
            Status(MessageProgress.Read, id: "other", reference: "ffff"),
            Reply("other"),
            new WaUnknownCallback("") { Reference = Key });
        Assert.Equal(
            (JournalStatus.InDoubt, false, null, "504"),
            (followed.Status, followed.IsSettled, followed.Progress, followed.ErrorCode));
        Assert.Empty(followed.Replies);
    }

    [Fact]
    public void Stations_are_put_together_in_any_order_and_repeated()
    {
        WaStatus read = Status(MessageProgress.Read, id: "wamid.S") with { At = Noon.AddMinutes(2) };
        WaStatus delivered = Status(MessageProgress.Delivered, id: "wamid.S") with { At = Noon.AddMinutes(1) };
        FollowedMessage followed = Follow(
            Entry(JournalStatus.Accepted) with { MessageId = "wamid.S" },
            read,
            delivered,
            Status(MessageProgress.Sent, id: "wamid.S"),
            delivered,
            read);
        Assert.Equal(
            (MessageProgress.Read, Noon.AddMinutes(1), Noon.AddMinutes(2), false),
            (followed.Progress, followed.DeliveredAt, followed.ReadAt, followed.IsSettled));
    }

    [Fact]
    public void A_failure_on_the_way_says_why()
    {
        FollowedMessage followed = Follow(
            Entry(JournalStatus.InDoubt),
            Status(MessageProgress.Sent, reference: Key),
            Status(MessageProgress.Failed, reference: Key) with { ErrorCode = "131026", Error = "Not on WhatsApp" });
        Assert.Equal(
            (JournalStatus.Accepted, MessageProgress.Failed, "131026", "Not on WhatsApp"),
            (followed.Status, followed.Progress, followed.ErrorCode, followed.Error));
    }

    [Fact]
    public void What_reached_the_phone_counts_where_another_attempt_failed()
    {
        FollowedMessage followed = Follow(
            Entry(JournalStatus.Accepted),
            Status(MessageProgress.Failed, id: "1", reference: Key) with { ErrorCode = "1" },
            Status(MessageProgress.Delivered, id: "2", reference: Key));
        Assert.Equal((MessageProgress.Delivered, null), (followed.Progress, followed.ErrorCode));
    }

    [Fact]
    public void An_answer_is_found_over_the_id_that_only_the_statuses_know()
    {
        FollowedMessage followed = Follow(
            Entry(JournalStatus.Accepted) with { MessageId = "provider-uuid" },
            Status(MessageProgress.Delivered, id: "wamid.S", reference: Key),
            Reply("wamid.S") with { MessageId = "a1", Id = "change", Title = "Change", At = Noon.AddMinutes(9) },
            Reply("wamid.S") with { MessageId = "a0", Id = "keep", Title = "Keep", At = Noon },
            Reply("wamid.S") with { MessageId = "a0", Id = "keep", Title = "Keep", At = Noon });
        Assert.Equal(
            ("provider-uuid", "Change", "change", Noon.AddMinutes(9)),
            (followed.MessageId, followed.Answer, followed.AnswerId, followed.AnsweredAt));
        Assert.Equal(["keep", "change"], followed.Replies.Select(reply => reply.Id));
    }

    [Fact]
    public void An_answer_alone_settles_a_doubt()
    {
        FollowedMessage followed = Follow(Entry(JournalStatus.InDoubt), Reply(null) with { Reference = Key, Text = "Yes, please" });
        Assert.Equal(
            (JournalStatus.Accepted, true, null, "Yes, please"),
            (followed.Status, followed.IsSettled, followed.Progress, followed.Answer));
    }

    [Fact]
    public void An_order_is_an_answer()
    {
        WaReply order = Reply("wamid.S") with { Order = new() { Items = [new() { ProductId = "tea", Quantity = 2 }] } };
        Assert.Equal("2 × tea", Follow(new() { Hash = Key, Status = JournalStatus.Accepted, MessageId = "wamid.S" }, order with { Title = null }).Answer);
    }

    [Theory]
    [InlineData(ReplyKind.Reaction)]
    [InlineData(ReplyKind.Unsupported)]
    public void What_is_not_an_answer_leaves_the_answer_as_it_is(ReplyKind kind)
    {
        FollowedMessage followed = Follow(
            Sent(),
            Reply("wamid.S") with { MessageId = "a0", Id = "yes", Title = "Yes", At = Noon },
            Reply("wamid.S") with { MessageId = "a1", Kind = kind, Text = "👍", At = Noon.AddMinutes(1) });
        Assert.Equal(("Yes", "yes", Noon), (followed.Answer, followed.AnswerId, followed.AnsweredAt));
        Assert.Equal(["a0", "a1"], followed.Replies.Select(reply => reply.MessageId));
    }

    [Fact]
    public void A_reaction_alone_is_no_answer()
    {
        FollowedMessage followed = Follow(Sent(), Reply("wamid.S") with { MessageId = "a1", Kind = ReplyKind.Reaction, Text = "👍", At = Noon });
        Assert.Equal((null, null), (followed.Answer, followed.AnsweredAt));
        Assert.Single(followed.Replies);
    }

    [Fact]
    public void An_edited_answer_says_the_new_text_in_any_order()
    {
        WaReply first = Reply("wamid.S") with { MessageId = "a0", Kind = ReplyKind.Text, Text = "At five", At = Noon };
        WaReply edit = Reply(null) with { MessageId = "a1", Kind = ReplyKind.Edit, OriginalMessageId = "a0", Text = "At six", At = Noon.AddMinutes(1) };
        Assert.Equal(("At six", Noon.AddMinutes(1)), (Follow(Sent(), edit, first).Answer, Follow(Sent(), edit, first).AnsweredAt));
        Assert.Equal("At six", Follow(Sent(), first with { At = null }, edit with { At = null }).Answer);
        Assert.Equal("At six", Follow(Sent(), edit with { At = null }, first).Answer);
        Assert.Equal(["a0", "a1"], Follow(Sent(), first, edit).Replies.Select(reply => reply.MessageId));
    }

    [Fact]
    public void A_deleted_answer_is_no_answer()
    {
        WaReply yes = Reply("wamid.S") with { MessageId = "a0", Kind = ReplyKind.Text, Text = "Yes", At = Noon };
        WaReply no = Reply("wamid.S") with { MessageId = "a1", Kind = ReplyKind.Text, Text = "No", At = Noon.AddMinutes(1) };
        WaReply edit = Reply(null) with { MessageId = "a2", Kind = ReplyKind.Edit, OriginalMessageId = "a1", Text = "Never", At = Noon.AddMinutes(2) };
        WaReply revoke = Reply(null) with { MessageId = "a3", Kind = ReplyKind.Revoke, OriginalMessageId = "a1" };
        Assert.Equal("Yes", Follow(Sent(), yes, no, revoke).Answer);
        Assert.Equal("Yes", Follow(Sent(), yes, no, edit, revoke).Answer);
        Assert.Null(Follow(Sent(), no, revoke).Answer);
        Assert.Equal(["a3", "a1"], Follow(Sent(), no, revoke).Replies.Select(reply => reply.MessageId));
    }

    [Fact]
    public void What_the_recipient_writes_after_it_answers_it_without_referring_to_it()
    {
        WaReply before = Written("Hello?", Noon.AddMinutes(-5));
        WaReply after = Written("Yes, gladly", Noon.AddMinutes(5));
        WaReply elsewhere = Written("Another number of ours", Noon.AddMinutes(6)) with { PhoneNumberId = "222" };
        WaReply stranger = Written("Me too", Noon.AddMinutes(7)) with { From = "+12025550199" };
        WaReply reaction = Written("👍", Noon.AddMinutes(8)) with { Kind = ReplyKind.Reaction };
        WaReply inGroup = Written("All of you", Noon.AddMinutes(9)) with { GroupId = "g" };
        WaStatus delivered = Status(MessageProgress.Delivered, id: "wamid.S") with { PhoneNumberId = "111" };

        FollowedMessage followed = Follow(At(Noon), before, after, elsewhere, stranger, reaction, inGroup, delivered);

        Assert.Equal(("Yes, gladly", Noon.AddMinutes(5), false), (followed.Answer, followed.AnsweredAt, followed.IsDirectAnswer));
        Assert.Single(followed.Replies);
        Assert.Equal(MessageProgress.Delivered, followed.Progress);
    }

    [Fact]
    public void An_answer_to_the_message_counts_before_what_was_only_written_after_it()
    {
        FollowedMessage followed = Follow(
            At(Noon), Reply("wamid.S") with { Title = "Yes", At = Noon.AddMinutes(1) }, Written("Where is it?", Noon.AddMinutes(9)));
        Assert.Equal(("Yes", true, 2), (followed.Answer, followed.IsDirectAnswer, followed.Replies.Count));
    }

    [Fact]
    public void What_was_written_answers_the_last_message_before_it()
    {
        CallbackIndex callbacks = new([
            Written("Thank you", Noon.AddHours(1)), Written("And today?", Noon.AddHours(25)),
            Status(MessageProgress.Sent, id: "wamid.S") with { Phone = "+12025550101", At = Noon },
            Status(MessageProgress.Read, id: "wamid.T") with { Phone = "+12025550101", At = Noon.AddHours(26) },
            Status(MessageProgress.Sent, id: "wamid.T") with { Phone = "+12025550101", At = Noon.AddHours(24) }]);
        Assert.Equal("Thank you", callbacks.Follow(At(Noon)).Answer);
        Assert.Equal("And today?", callbacks.Follow(At(Noon.AddHours(24)) with { MessageId = "wamid.T" }).Answer);
    }

    [Theory]
    [InlineData(JournalStatus.InDoubt)]
    [InlineData(JournalStatus.Rejected)]
    [InlineData(JournalStatus.Excluded)]
    public void Who_only_writes_proves_nothing_of_a_message(JournalStatus status)
    {
        FollowedMessage followed = Follow(At(Noon) with { Status = status }, Written("Hi", Noon.AddMinutes(5)));
        Assert.Equal((status, false, null), (followed.Status, followed.IsSettled, followed.Answer));
    }

    [Fact]
    public void What_a_message_costs_as_comes_with_its_statuses()
    {
        FollowedMessage followed = Follow(
            Sent(),
            Status(MessageProgress.Read, id: "wamid.S"),
            Status(MessageProgress.Delivered, id: "wamid.S") with { IsBillable = true, PricingCategory = "marketing", PricingModel = "PMP" });
        Assert.Equal((true, "marketing", "PMP"), (followed.IsBillable, followed.PricingCategory, followed.PricingModel));
        Assert.Null(Follow(Sent(), Status(MessageProgress.Read, id: "wamid.S")).IsBillable);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(300)]
    [InlineData(1 << 20)]
    public void A_file_is_read_piece_by_piece_as_it_would_be_whole(int size)
    {
        string status = """{"entry":[{"changes":[{"field":"messages","value":{"messaging_product":"whatsapp","statuses":[{"id":"m0","status":"sent"}]}}]}]}""";
        string text = string.Join("\r\n", Enumerable.Range(0, 20).Select(n => status.Replace("m0", $"m{n}", StringComparison.Ordinal)))
            + "\n\n  " + status.Replace("m0", "last", StringComparison.Ordinal).Replace(",", ",\n  ", StringComparison.Ordinal) + "\n";
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes("\uFEFF" + text);

        List<List<WaCallback>> pieces = [.. CallbackPieces.Read(new MemoryStream(bytes), size)];

        Assert.Equal(
            CallbackReader.Read(bytes).Cast<WaStatus>().Select(one => one.MessageId),
            pieces.SelectMany(piece => piece).Cast<WaStatus>().Select(one => one.MessageId));
        Assert.Equal(size < 1 << 20, pieces.Count > 1);
        Assert.Empty(CallbackPieces.Read(new MemoryStream(), size));
    }

    private static JournalEntry At(DateTimeOffset sent) =>
        Sent() with { Recipient = "+12025550101", FirstTriedAt = sent.AddMilliseconds(400), At = sent.AddSeconds(1) };

    private static WaReply Written(string text, DateTimeOffset at) =>
        new() { Kind = ReplyKind.Text, Type = "text", From = "+12025550101", Text = text, MessageId = $"in-{at:HHmm}", At = at, PhoneNumberId = "111" };

    private static JournalEntry Sent() => Entry(JournalStatus.Accepted) with { MessageId = "wamid.S" };

    private static FollowedMessage Follow(JournalEntry entry, params WaCallback[] callbacks) => new CallbackIndex(callbacks).Follow(entry);

    private static JournalEntry Entry(JournalStatus status) => new() { Hash = Key, Recipient = "12025550101", Status = status };

    private static WaStatus Status(MessageProgress progress, string? id = null, string? reference = null) =>
        new() { Status = progress, MessageId = id, Reference = reference };

    private static WaReply Reply(string? answered) =>
        new() { Kind = ReplyKind.Button, Type = "button_reply", AnsweredMessageId = answered };
}
