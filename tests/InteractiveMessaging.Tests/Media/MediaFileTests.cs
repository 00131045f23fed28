namespace InteractiveMessaging.Tests.Media;

/// <summary>What a file is, and what is wrong with it.</summary>
public sealed class MediaFileTests : IDisposable
{
    private readonly MediaFolder _folder = new();

    public static TheoryData<string> Contents => [.. MediaSamples.All.Keys];

    public static TheoryData<string> Kinds => [.. MediaType.Limits.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Contents))]
    public void The_content_says_what_a_file_is(string sample)
    {
        (byte[] content, string? mime) = MediaSamples.All[sample];
        Assert.Equal(mime, MediaContent.TypeOf(new MemoryStream(content))?.Mime);
    }

    [Fact]
    public void Every_type_of_the_table_is_told_from_the_others() =>
        Assert.Empty(MediaType.All.Select(type => type.Mime).Except(MediaSamples.All.Values.Select(sample => sample.Mime)));

    [Theory]
    [MemberData(nameof(Contents))]
    public void What_is_cut_anywhere_is_never_a_fault_of_ours(string sample)
    {
        byte[] content = MediaSamples.All[sample].Content;
        for (int length = 0; length <= content.Length; length++)
        {
            _ = MediaContent.TypeOf(new MemoryStream(content[..length]));
        }
    }

    [Theory]
    [InlineData("PNG", "logo.PNG", null)]
    [InlineData("PNG", "logo", null)]
    [InlineData("PNG", "logo.bak", null)]
    [InlineData("PDF", "logo.png", "media.name")]
    [InlineData("PNG", "logo.jpg", "media.name")]
    [InlineData("text", "logo.png", "media.name")]
    [InlineData("text", "list.csv", null)]
    [InlineData("Word", "letter.doc", "media.name")]
    [InlineData("MP4", "clip.m4v", null)]
    [InlineData("sound in an MP4, as recorders write it", "memo.m4a", null)]
    [InlineData("sound in an MP4, as recorders write it", "memo.mp4", null)]
    [InlineData("WebP", "sticker.webp", "media.type")]
    [InlineData("GIF", "cat.gif", "media.type")]
    [InlineData("ZIP", "all.zip", "media.type")]
    [InlineData("bytes", "logo.png", "media.type")]
    public void The_name_must_not_say_something_else(string sample, string name, string? rule)
    {
        (MediaFile? file, MediaFault? fault) = MediaFile.Look(_folder.Write(name, MediaSamples.All[sample].Content));
        Assert.Equal(rule, fault?.Rule);
        Assert.Equal(rule is null, file is not null);
        if (fault is not null)
        {
            Assert.Contains($"'{name}'", fault.Message, StringComparison.Ordinal);
            Assert.Equal(ErrorCause.MediaInvalid, fault.Cause);
            Assert.NotEqual("", fault.Recommendation);
        }
    }

    [Fact]
    public void A_sticker_is_told_as_such() => Assert.Contains(
        "stickers alone", MediaFile.Look(_folder.Write("a.webp", MediaSamples.All["WebP"].Content)).Fault!.Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_may_be_as_large_as_the_limit_and_no_byte_larger(string kind)
    {
        MediaType type = MediaType.All.First(type => type.Kind == kind);
        byte[] start = MediaSamples.All.Values.First(sample => sample.Mime == type.Mime).Content;
        Assert.Equal(type.Limit, MediaFile.Look(_folder.WriteLong("good", start, type.Limit)).File?.Size);

        MediaFault fault = MediaFile.Look(_folder.WriteLong("large", start, type.Limit + 1)).Fault!;
        Assert.Equal("media.size", fault.Rule);
        Assert.Contains($"{type.Limit + 1:N0} bytes", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"{type.Limit:N0} bytes", fault.Limit, StringComparison.Ordinal);
    }

    [Fact]
    public void The_limits_are_WhatsApps() => Assert.Equal(
        [("audio", 16), ("document", 100), ("image", 5), ("video", 16)],
        MediaType.Limits.OrderBy(limit => limit.Key).Select(limit => (limit.Key, (int)(limit.Value / 1024 / 1024))));

    [Fact]
    public void What_is_not_there_is_empty_or_a_folder_says_so()
    {
        Assert.Equal(("media.file", ErrorCause.FileNotFound), Seen(_folder.PathOf("none.png")));
        Assert.Equal(("media.file", ErrorCause.FileNotRead), Seen(_folder.PathOf(".")));
        Assert.Equal(("media.empty", ErrorCause.MediaInvalid), Seen(_folder.Write("empty.png", [])));

        static (string, ErrorCause) Seen(string path) => MediaFile.Look(path).Fault is { } fault ? (fault.Rule, fault.Cause) : default;
    }

    [Fact]
    public void A_pipe_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using System.Diagnostics.Process made = System.Diagnostics.Process.Start("mkfifo", _folder.PathOf("pipe"));
        made.WaitForExit();
        Assert.Equal("media.empty", MediaFile.Look(_folder.PathOf("pipe")).Fault!.Rule);
    }

    [Fact]
    public void It_belongs_where_its_kind_does()
    {
        MediaFile text = MediaFile.Look(_folder.Write("hours.txt", MediaSamples.All["text"].Content)).File!;
        Assert.Null(text.FaultAs("document", ofTemplate: false));
        Assert.Equal("media.template", text.FaultAs("document", ofTemplate: true)!.Rule);
        MediaFault fault = text.FaultAs("image", ofTemplate: false)!;
        Assert.Equal(("media.kind", "image", "text/plain"), (fault.Rule, fault.Limit, fault.Actual));
        Assert.Contains("-Document", fault.Recommendation, StringComparison.Ordinal);
        Assert.Null(MediaFile.Look(_folder.Write("menu.pdf", MediaSamples.Pdf)).File!.FaultAs("document", ofTemplate: true));
    }
}
