using System.Collections;
using System.Text.Json;
using InteractiveMessaging.Tests.Media;
using InteractiveMessaging.Transport;

namespace InteractiveMessaging.Tests.Delivery;

/// <summary>Messages that name files of this machine: through a run, to a sandbox that takes uploads.</summary>
public sealed class MessageMediaTests : IDisposable
{
    private readonly MediaFolder _folder = new();
    private readonly string _logo;

    public MessageMediaTests() => _logo = FileLink.Of(_folder.Write("logo.png", MediaSamples.Png));

    public void Dispose() => _folder.Dispose();

    private static InteractiveMessage Question(Header header, string body = "Shall we?") =>
        new(new ReplyButtonsAction([new("Yes", "y")])) { Header = header, Body = body };

    private static Connection Connect(Sandbox sandbox, string provider = "MetaCloud") => Connection.Create(
        new(ProviderCatalog.Find(provider)!, Secret.Of(sandbox.Key))
        {
            BaseUri = sandbox.BaseUri,
            RatePerSecond = 0,
            Settings = ProviderCatalog.Find(provider)!.Settings.Where(setting => !setting.Optional)
                .ToDictionary(setting => setting.Name, setting => setting.Default ?? setting.Example),
        },
        () => new HttpTransport());

    private SendRunOptions Options => new() { Media = _folder.Store, Random = () => 0 };

    private static Sandbox Start(string? fault = null, object? value = null) =>
        Sandbox.Start(faults: fault is null ? null : new Hashtable { [fault] = value }, seed: 1);

    [Theory]
    [InlineData("MetaCloud")]
    [InlineData("360dialog")]
    public void A_file_is_uploaded_once_and_its_id_goes_out(string provider)
    {
        using Sandbox sandbox = Start();
        using Connection connection = Connect(sandbox, provider);
        MessageDraft draft = MessageDraft.Of(Question(Header.OfMedia("image", _logo), "Hi {{Name}}"));
        MessageDraft same = MessageDraft.Of(new ImageMessage { Link = _logo });
        using SendRun run = new(connection, Options, TimeProvider.System);
        List<SendResult> results = run.SendToAll(
            Enumerable.Range(1, 60).Select(n => n % 3 == 0 ? Items.To(n, draft: same) : Items.To(n, draft: draft, values: $"Ada {n}")));

        Assert.All(results, result => Assert.Equal(SendStatus.Accepted, result.Status));
        Assert.Equal((1, 60), (sandbox.Uploads, sandbox.Accepted));
        string[] ids = [.. sandbox.Messages().Select(message => JsonDocument.Parse(message.Json).RootElement)
            .Select(json => json.Text("interactive", "header", "image", "id") ?? json.Text("image", "id") ?? "none").Distinct()];
        Assert.DoesNotContain(MediaSnapshot.ExampleId, ids);
        Assert.Matches("^[0-9]{16,}$", Assert.Single(ids));
        Assert.All(sandbox.Messages(), message => Assert.DoesNotContain("file:", message.Json, StringComparison.Ordinal));
    }

    [Fact]
    public void The_journal_knows_a_message_by_its_file_and_not_by_the_id()
    {
        using JournalFolder journals = new();
        MessageDraft draft = MessageDraft.Of(Question(Header.OfMedia("image", _logo)));
        string hash = Preparation.HashOf(draft.Message);
        List<string> ids = [];
        for (int day = 1; day <= 2; day++)
        {
            // Another sandbox has another key: nothing is remembered, and the id is another one.
            using Sandbox sandbox = Sandbox.Start(seed: day);
            using Connection connection = Connect(sandbox);
            Assert.Equal(hash, Preparation.HashOf(Question(Header.OfMedia("image", _logo))));
            JournalHeader header = JournalFolder.Header with { Draft = hash };
            using RunJournal journal = RunJournal.Open(journals.Path, header, new(), TimeProvider.System);
            using SendRun run = new(connection, Options with { Journal = journal }, TimeProvider.System);
            SendStatus[] statuses = [.. run.SendToAll([Items.To(1, draft: draft), Items.To(1 + day, draft: draft)]).OrderBy(result => result.RowNumber).Select(result => result.Status)];
            Assert.Equal(day == 1 ? [SendStatus.Accepted, SendStatus.Accepted] : [SendStatus.Skipped, SendStatus.Accepted], statuses);
            ids.Add(JsonDocument.Parse(sandbox.Messages()[^1].Json).RootElement.Text("interactive", "header", "image", "id")!);
            journal.Complete(2, finished: true);
        }

        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact]
    public void What_is_settled_in_the_journal_uploads_nothing()
    {
        using JournalFolder journals = new();
        using Sandbox sandbox = Start();
        using Connection connection = Connect(sandbox);
        MessageDraft draft = MessageDraft.Of(Question(Header.OfMedia("image", _logo)));
        for (int i = 0; i < 2; i++)
        {
            using RunJournal journal = RunJournal.Open(journals.Path, JournalHeader.Of(connection, null), new(), TimeProvider.System);
            using MediaFolder forgotten = new();
            using SendRun run = new(connection, Options with { Journal = journal, Media = forgotten.Store }, TimeProvider.System);
            Assert.Equal(i == 0 ? SendStatus.Accepted : SendStatus.Skipped, Assert.Single(run.SendToAll([Items.To(1, draft: draft)])).Status);
            journal.Complete(1, finished: true);
        }

        Assert.Equal(1, sandbox.Uploads);
    }

    // A row must not choose which file of this machine goes out, in whatever way it names one.
    [Theory]
    [InlineData("{{Picture}}")]
    [InlineData("{{Picture|https://example.com/a.png}}")]
    [InlineData("file://{{Path}}")]
    [InlineData("{{Scheme}}:///etc/hosts")]
    public void A_cell_cannot_name_a_file(string link)
    {
        string secret = _folder.Write("secret.png", [.. MediaSamples.Png, 1]);
        using Sandbox sandbox = Start();
        using Connection connection = Connect(sandbox);
        MessageDraft draft = MessageDraft.Of(Question(Header.OfMedia("image", link)));
        string cell = draft.Columns[0] switch { "Picture" => FileLink.Of(secret), "Path" => secret, _ => "file" };
        using SendRun run = new(connection, Options, TimeProvider.System);
        SendResult result = Assert.Single(run.SendToAll([Items.To(1, draft: draft, values: cell)]));

        Assert.Equal((SendStatus.Invalid, 0, 0), (result.Status, sandbox.Requests, sandbox.Uploads));
        Assert.Contains("not an http or https link", result.Error, StringComparison.Ordinal);
        Assert.Equal(SendStatus.Invalid, new DryRun(connection, null, new()).Try(Items.To(1, draft: draft, values: cell)).Status);
    }

    [Fact]
    public void A_cell_that_names_another_file_than_the_message_does_not_get_it()
    {
        string secret = FileLink.Of(_folder.Write("secret.png", [.. MediaSamples.Png, 1]));
        using Sandbox sandbox = Start();
        using Connection connection = Connect(sandbox);
        CarouselCard Card(string link) => new(new UrlAction("Go", "https://example.com")) { Header = Header.OfMedia("image", link) };
        MessageDraft draft = MessageDraft.Of(new InteractiveMessage(new CarouselAction([Card(_logo), Card("{{Picture}}")])) { Body = "Look" });
        using SendRun run = new(connection, Options, TimeProvider.System);
        SendResult[] results = [.. run.SendToAll(
        [
            Items.To(1, draft: draft, values: secret), Items.To(2, draft: draft, values: "https://example.com/a.png"), Items.To(3, draft: draft, values: _logo),
        ]).OrderBy(result => result.RowNumber)];

        Assert.Equal([SendStatus.Invalid, SendStatus.Accepted, SendStatus.Accepted], results.Select(result => result.Status));
        Assert.Equal(1, sandbox.Uploads);
        Assert.StartsWith("/action/cards/1/", results[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_look_ahead_checks_and_uploads_nothing()
    {
        using Sandbox sandbox = Start();
        using Connection connection = Connect(sandbox);
        DryRun ahead = new(connection, null, new());
        Assert.Equal(SendStatus.NotSent, ahead.Try(Items.To(1, draft: MessageDraft.Of(Question(Header.OfMedia("image", _logo))))).Status);
        SendResult wrong = ahead.Try(Items.To(2, draft: MessageDraft.Of(Question(Header.OfMedia("video", _logo)))));
        Assert.Equal((SendStatus.Invalid, "media.kind"), (wrong.Status, wrong.ErrorCode));
        Assert.Equal(0, sandbox.Requests);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        string gone = FileLink.Of(_folder.PathOf("gone.pdf"));
        string text = FileLink.Of(_folder.Write("hours.txt", MediaSamples.All["text"].Content));
        TemplateMessage template = new("offer", "en")
        {
            Components = [new("header") { Parameters = [new("document") { Value = JsonData.FromValue(new Dictionary<string, object> { ["link"] = text }) }] }],
        };
        Assert.Equal(["media.template"], Ids(template));
        Assert.Equal(["media.file", "body.length"], Ids(Question(Header.OfMedia("document", gone), new string('x', 2000))));
        Assert.Empty(Ids(Question(Header.OfMedia("image", _logo))));
        Assert.Equal(["media.provider"], Ids(Question(Header.OfMedia("image", _logo)), "PingUp"));
        Assert.Equal(["media.provider"], Ids(Question(Header.OfMedia("image", _logo)), "Kaleyra"));
        Assert.Empty(Ids(Question(Header.OfMedia("image", _logo)), "360dialog"));

        static string[] Ids(Message message, string? provider = null) =>
            [.. MessageCheck.Check(message, provider is null ? null : ProviderCatalog.Find(provider)).Where(violation => violation.Severity == RuleSeverity.Error).Select(violation => violation.Rule)];
    }

    [Fact]
    public void A_refused_account_ends_the_run_and_nobody_gets_anything()
    {
        using Sandbox sandbox = Start("Unauthorized", 1);
        using Connection connection = Connect(sandbox);
        using SendRun run = new(connection, Options, TimeProvider.System);
        List<SendResult> results = run.SendToAll(Enumerable.Range(1, 20).Select(n => Items.To(n, draft: MessageDraft.Of(Question(Header.OfMedia("image", _logo))))));
        Assert.All(results, result => Assert.Equal(SendStatus.NotSent, result.Status));
        Assert.Equal(ErrorCause.RunStopped, run.Stopped?.Cause);
        Assert.Equal((0, 0), (sandbox.Accepted, sandbox.Uploads));
    }

    [Theory]
    [InlineData("Reject")]
    [InlineData("ServerError")]
    [InlineData("DropBefore")]
    public void A_file_that_cannot_be_uploaded_makes_its_messages_invalid_and_no_others(string fault)
    {
        // Every request meets the fault, so the message without a file is told apart by what it meets.
        using Sandbox sandbox = Start(fault, 1);
        using Connection connection = Connect(sandbox);
        using SendRun run = new(connection, Options with { MaxRetryCount = 0 }, TimeProvider.System);
        MessageDraft draft = MessageDraft.Of(Question(Header.OfMedia("image", _logo)));
        SendResult[] results = [.. run.SendToAll([Items.To(1, draft: draft), Items.To(2, draft: draft), Items.To(3)]).OrderBy(result => result.RowNumber)];
        Assert.All(results[..2], result => Assert.Equal((SendStatus.Invalid, "media.upload"), (result.Status, result.ErrorCode)));
        Assert.Contains("logo.png", results[0].Error, StringComparison.Ordinal);
        Assert.NotEqual(SendStatus.Invalid, results[2].Status);
        Assert.Equal(0, sandbox.Accepted);
        Assert.Equal(fault == "Reject" ? 2 : 6, sandbox.Requests);
    }

    [Fact]
    public async Task An_upload_whose_reply_is_lost_is_made_again()
    {
        using Sandbox sandbox = Sandbox.Start(faults: new Hashtable { ["Drop"] = 0.5 }, seed: 3);
        using Connection connection = Connect(sandbox);
        MediaUploader uploader = new(connection, _folder.Store, TimeProvider.System, _ => { }) { Random = () => 0 };
        for (int i = 0; i < 5; i++)
        {
            MediaFile file = MediaFile.Look(_folder.Write($"{i}.png", [.. MediaSamples.Png, (byte)i])).File!;
            Assert.NotNull((await uploader.UploadAsync(file, force: false, null, default)).Media);
        }

        Assert.InRange(sandbox.Uploads, 6, 25);
    }

    [Fact]
    public void What_is_shown_has_an_example_in_its_place()
    {
        Provider provider = ProviderCatalog.Find("MetaCloud")!;
        Preparation preparation = new(new ProviderAccount(provider, ProviderSettings.Examples(provider.Settings)));
        Prepared shown = preparation.Show(Question(Header.OfMedia("image", _logo)), Providers.Wire.Number("+12025550101"));
        Assert.Equal(MediaSnapshot.ExampleId, JsonDocument.Parse(shown.Body).RootElement.Text("interactive", "header", "image", "id"));
        Assert.Equal("logo.png", Assert.Single(shown.Pending!.Files).Name);
    }
}
