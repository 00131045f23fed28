using System.Text;
using InteractiveMessaging.Tests.Media;

namespace InteractiveMessaging.Tests.Delivery;

/// <summary>One upload: what goes out, what is tried again, what is remembered.</summary>
public sealed class MediaUploaderTests : IDisposable
{
    private const string Taken = """{"id":"4490709327384033"}""";
    private readonly FakeClock _clock = new();
    private readonly MediaFolder _folder;
    private readonly List<string> _notes = [];
    private readonly MediaFile _logo;

    public MediaUploaderTests()
    {
        _folder = new(_clock);
        _logo = MediaFile.Look(_folder.Write("logo.png", MediaSamples.Png)).File!;
    }

    public void Dispose() => _folder.Dispose();

    private Connection Connect(Server server, string provider = "MetaCloud") => Connection.Create(
        new(ProviderCatalog.Find(provider)!, Secret.Of(Scripted.Key))
        {
            Settings = provider == "MetaCloud" ? new Dictionary<string, string> { ["PhoneNumberId"] = "106540352242922" } : [],
            Clock = _clock,
        },
        () => server);

    private MediaUploader Uploader(Connection connection) => new(connection, _folder.Store, _clock, _notes.Add) { Random = () => 1 };

    private async Task<(MediaUploadResult Result, double[] Waits)> UploadAsync(Server server, int waits = 0)
    {
        using Connection connection = Connect(server);
        Task<MediaUploadResult> upload = Uploader(connection).UploadAsync(_logo, force: false, null, default);
        List<double> waited = [];
        for (int i = 0; i < waits; i++)
        {
            TimeSpan wait = await _clock.NextWaitAsync();
            waited.Add(wait.TotalSeconds);
            _clock.Advance(wait);
        }

        return (await upload, [.. waited]);
    }

    [Theory]
    [InlineData("MetaCloud", "https://graph.facebook.com/v26.0/106540352242922/media", "Authorization", "Bearer ")]
    [InlineData("360dialog", "https://waba-v2.360dialog.io/media", "D360-API-KEY", "")]
    public async Task It_goes_to_the_provider_as_a_form(string provider, string address, string header, string scheme)
    {
        Server server = new(_ => Server.Reply(200, Taken));
        using Connection connection = Connect(server, provider);
        List<(long, long)> progress = [];
        MediaUploadResult result = await Uploader(connection).UploadAsync(_logo, force: false, (sent, all) => progress.Add((sent, all)), default);

        (TransportRequest request, byte[] body) = Assert.Single(server.Requests);
        Assert.Equal((address, header, scheme + Scripted.Key), (request.Address.ToString(), request.KeyHeader, request.KeyValue));
        Assert.Equal(body.Length, request.Streamed!.Length);
        string boundary = request.MediaType["multipart/form-data; boundary=".Length..];
        Assert.Equal(
            $"--{boundary}\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\nimage/png\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"logo.png\"\r\nContent-Type: image/png\r\n\r\n"
            + $"{Encoding.Latin1.GetString(MediaSamples.Png)}\r\n--{boundary}--\r\n",
            Encoding.Latin1.GetString(body));
        Assert.Equal([(MediaSamples.Png.Length, MediaSamples.Png.Length)], progress);
        Assert.Equal(
            new UploadedMedia
            {
                Path = _logo.Path,
                Id = "4490709327384033",
                Type = "image/png",
                Size = MediaSamples.Png.Length,
                Expires = _clock.GetUtcNow() + TimeSpan.FromDays(29),
                Connection = connection.Name,
            },
            result.Media);
    }

    [Fact]
    public async Task A_name_cannot_break_out_of_its_field()
    {
        Server server = new(_ => Server.Reply(200, Taken));
        using Connection connection = Connect(server);
        MediaFile odd = MediaFile.Look(_folder.Write("a\"\r\nb;ü.png", MediaSamples.Png)).File!;
        await Uploader(connection).UploadAsync(odd, force: false, null, default);
        Assert.Contains("filename=\"a%22%0D%0Ab;ü.png\"\r\n", Encoding.UTF8.GetString(server.Requests[0].Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_content_is_uploaded_once_and_again_when_forced_or_forgotten()
    {
        Server server = new(n => Server.Reply(200, $$"""{"id":"{{n}}"}"""));
        using Connection connection = Connect(server);
        async Task<string> IdOf(MediaFile file, bool force = false) =>
            (await Uploader(connection).UploadAsync(file, force, null, default)).Media!.Id;

        MediaFile copy = MediaFile.Look(_folder.Write("copy.png", MediaSamples.Png)).File!;
        MediaFile other = MediaFile.Look(_folder.Write("other.png", [.. MediaSamples.Png, 1])).File!;
        Assert.Equal(["1", "1", "1", "2"], [await IdOf(_logo), await IdOf(_logo), await IdOf(copy), await IdOf(other)]);
        Assert.Equal(["3", "3"], [await IdOf(_logo, force: true), await IdOf(_logo)]);
        _clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal("4", await IdOf(_logo));
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(502, "<html>")]
    [InlineData(0, "")]
    [InlineData(200, "{}")]
    [InlineData(200, "")]
    [InlineData(400, """{"error":{"code":131000}}""")]
    public async Task What_is_broken_off_or_in_doubt_is_tried_again(int status, string body)
    {
        Server server = new(n => n == 3 ? Server.Reply(200, Taken) : status == 0 ? Scripted.Lost : Server.Reply(status, body));
        (MediaUploadResult result, double[] waits) = await UploadAsync(server, waits: 2);
        Assert.Equal("4490709327384033", result.Media?.Id);
        Assert.Equal([0.05, 0.1], waits);
        Assert.All(server.Requests, request => Assert.Equal(server.Requests[0].Body.Length, request.Body.Length));
    }

    [Theory]
    [InlineData(429, "")]
    [InlineData(400, """{"error":{"code":130429}}""")]
    public async Task Too_fast_waits_longer(int status, string body)
    {
        Server server = new(n => n == 3 ? Server.Reply(200, Taken) : Server.Reply(status, body));
        Assert.Equal((double[])[1, 2], (await UploadAsync(server, waits: 2)).Waits);
    }

    [Fact]
    public async Task Retry_After_is_kept_up_to_five_minutes_and_no_longer()
    {
        Server server = new(n => n == 2 ? Server.Reply(200, Taken) : Server.Reply(429, "", "300"));
        Assert.Equal((double[])[300], (await UploadAsync(server, waits: 1)).Waits);

        _clock.Advance(MediaStore.Lifetime);
        (MediaUploadResult result, _) = await UploadAsync(new(_ => Server.Reply(429, "", "301")));
        Assert.Equal(ErrorCause.UploadFailed, result.Fault?.Cause);
    }

    [Fact]
    public async Task It_ends_after_five_attempts_and_remembers_nothing()
    {
        Server server = new(_ => Scripted.NeverSent);
        (MediaUploadResult result, _) = await UploadAsync(server, waits: 4);
        Assert.Equal((ErrorCause.UploadFailed, 5), (result.Fault!.Cause, server.Requests.Count));
        Assert.Contains("logo.png", result.Fault.Error, StringComparison.Ordinal);
        Assert.Contains("refused", result.Fault.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.StoreFolder));
    }

    [Theory]
    [InlineData(401, """{"error":{"code":190,"message":"Invalid OAuth access token"}}""", "190")]
    [InlineData(403, """{"error":{"code":200,"message":"Permissions error"}}""", "200")]
    public async Task A_refused_account_ends_it_with_what_the_provider_says(int status, string body, string code)
    {
        (MediaUploadResult result, _) = await UploadAsync(new(_ => Server.Reply(status, body)));
        Assert.True(result.Fault!.StopsRun);
        Assert.Equal((ErrorCause.RunStopped, code), (result.Fault.Cause, result.Fault.Code));
        Assert.Contains("Connect-WaProvider", result.Fault.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_file_is_that_files_fault_and_no_key_is_told()
    {
        Server server = new(_ => Server.Reply(400, $$$$"""{"error":{"code":131053,"message":"Media upload error","error_data":{"details":"with {{{{Scripted.Key}}}}"}}}"""));
        (MediaUploadResult result, _) = await UploadAsync(server);
        Assert.Equal((ErrorCause.UploadRefused, "131053", false), (result.Fault!.Cause, result.Fault.Code, result.Fault.StopsRun));
        Assert.Contains("Media upload error", result.Fault.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Scripted.Key, result.Fault.Error + string.Concat(_notes), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_file_that_has_changed_since_it_was_looked_at_is_looked_at_again()
    {
        Server server = new(_ => Server.Reply(200, Taken));
        _folder.Write("logo.png", MediaSamples.Pdf);
        Assert.Equal(ErrorCause.MediaInvalid, (await UploadAsync(server)).Result.Fault!.Cause);
        File.Delete(_logo.Path);
        Assert.Equal(ErrorCause.FileNotRead, (await UploadAsync(server)).Result.Fault!.Cause);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task An_upload_that_cannot_be_remembered_is_one_all_the_same()
    {
        using Connection connection = Connect(new(_ => Server.Reply(200, Taken)));
        MediaStore store = new(Path.Combine(_logo.Path, "in-the-way"), _clock);
        MediaUploadResult result = await new MediaUploader(connection, store, _clock, _notes.Add).UploadAsync(_logo, force: false, null, default);
        Assert.NotNull(result.Media);
        Assert.Contains(_notes, note => note.Contains("is not remembered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_ends_when_it_is_told_to()
    {
        using CancellationTokenSource cancel = new();
        using Connection connection = Connect(new(_ => Scripted.NeverSent));
        Task<MediaUploadResult> upload = Uploader(connection).UploadAsync(_logo, force: false, null, cancel.Token);
        await _clock.NextWaitAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
    }

    [Theory]
    [InlineData("PingUp")]
    [InlineData("Kaleyra")]
    [InlineData("Octopods")]
    [InlineData("AiSoule")]
    public void Who_takes_no_uploads_is_told_by_name(string provider)
    {
        MediaUploadFault fault = UploadSupport.FaultOf(ProviderCatalog.Find(provider)!)!;
        Assert.Equal((ErrorCause.NoUpload, $"{provider} takes no uploads."), (fault.Cause, fault.Error));
        Assert.Contains("MetaCloud or 360dialog", fault.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_for_messages_is_none_for_files()
    {
        Provider provider = ProviderCatalog.Find("360dialog")!;
        Assert.Equal(ErrorCause.NoUpload, UploadSupport.FaultOf(new ProviderAccount(provider, ProviderSettings.Examples([]), endpoint: new("https://a.example/messages")))!.Cause);
        Assert.Null(UploadSupport.FaultOf(new ProviderAccount(provider, ProviderSettings.Examples([]), baseUri: new("https://a.example/"))));
    }

    // The whole of a large file is never in memory: what goes out at once is a small part of it.
    [Fact]
    public async Task A_large_file_goes_out_in_small_pieces()
    {
        MediaFile large = MediaFile.Look(_folder.WriteLong("large.pdf", MediaSamples.Pdf, 32 * 1024 * 1024)).File!;
        Counting counting = new();
        Server server = new(_ => Server.Reply(200, Taken)) { To = () => counting };
        using Connection connection = Connect(server);
        Assert.NotNull((await Uploader(connection).UploadAsync(large, force: false, null, default)).Media);
        Assert.InRange(counting.Largest, 1, 64 * 1024);
        Assert.InRange(counting.Length, large.Size, large.Size + 1000);
    }

    /// <summary>A provider that takes what is streamed, and answers the n-th request as a test says.</summary>
    private sealed class Server(Func<int, TransportResult> answer) : ITransport
    {
        public List<(TransportRequest Request, byte[] Body)> Requests { get; } = [];

        public Func<Stream> To { get; init; } = () => new MemoryStream();

        public static TransportResult Reply(int status, string body, string? retryAfter = null) => Scripted.Reply(status, body, retryAfter);

        public async ValueTask<TransportResult> PostAsync(TransportRequest request, CancellationToken cancellation)
        {
            using Stream to = To();
            await request.Streamed!.WriteAsync(to, cancellation);
            Requests.Add((request, (to as MemoryStream)?.ToArray() ?? []));
            return answer(Requests.Count);
        }

        public Task<TransportResult> GetAsync(TransportRequest request, CancellationToken cancellation) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    private sealed class Counting : Stream
    {
        private long _length;

        public int Largest { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get; set; }

        public override void Write(byte[] buffer, int offset, int count) => (_length, Largest) = (_length + count, Math.Max(Largest, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            (_length, Largest) = (_length + buffer.Length, Math.Max(Largest, buffer.Length));
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
