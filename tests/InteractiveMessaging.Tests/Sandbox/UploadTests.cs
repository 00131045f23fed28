using System.Collections.Specialized;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using InteractiveMessaging.Tests.Media;

namespace InteractiveMessaging.Tests.Sandboxes;

/// <summary>Files that come to the sandbox, as other clients write them.</summary>
public class UploadTests
{
    private const string Path = "/v26.0/106540352242922/media";

    // What curl writes for -F messaging_product=whatsapp -F "file=@a.png;type=image/png".
    private static readonly byte[] Curl =
    [
        .. "--------------------------d74496d66958873e\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"u8,
        .. "--------------------------d74496d66958873e\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"u8,
        .. MediaSamples.Png, .. "\r\n--------------------------d74496d66958873e--\r\n"u8,
    ];

    private const string CurlType = "multipart/form-data; boundary=------------------------d74496d66958873e";

    private static SandboxRequest Request(byte[] body, string type = CurlType, string key = Ask.Key, string path = Path) =>
        new("POST", path, new NameValueCollection { { "Content-Type", type }, { "Authorization", "Bearer " + key } }, body);

    private static string? CodeOf(SandboxAnswer answer) => JsonDocument.Parse(answer.Reply!.Body).RootElement.Scalar("error", "code");

    [Fact]
    public void A_file_gets_an_id_and_is_no_message()
    {
        SandboxGateway gateway = Ask.Gateway();
        SandboxAnswer answer = gateway.Answer(Request(Curl));
        Assert.Equal(200, answer.Reply!.Status);
        Assert.Matches("""^\{"id":"[0-9]{16}"\}$""", answer.Reply.Body);
        Assert.NotEqual(answer.Reply.Body, gateway.Answer(Request(Curl)).Reply!.Body);
        Assert.Equal((2, 2, 0, 0), (gateway.Uploads, gateway.Requests, gateway.Accepted, gateway.Refused));
        Assert.Empty(gateway.Messages());
    }

    [Fact]
    public void The_other_provider_takes_it_too()
    {
        SandboxRequest request = new("POST", "/media", new NameValueCollection { { "Content-Type", CurlType }, { "D360-API-KEY", Ask.Key } }, Curl);
        Assert.Equal(200, Ask.Gateway().Answer(request).Reply!.Status);
        Assert.Equal(401, Ask.Gateway().Answer(request with { Headers = [] }).Reply!.Status);
    }

    [Theory]
    [InlineData("whatsapp", "whatsap", "131009")]
    [InlineData("messaging_product", "product", "131009")]
    [InlineData("name=\"file\"", "name=\"data\"", "131009")]
    [InlineData("Content-Type: image/png\r\n", "", "131009")]
    [InlineData("image/png", "image/jpeg", "131053")]
    [InlineData("PNG\r\n", "GNP\r\n", "131053")]
    public void What_is_wrong_with_it_is_told(string from, string to, string code)
    {
        SandboxGateway gateway = Ask.Gateway();
        byte[] body = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Curl).Replace(from, to, StringComparison.Ordinal));
        Assert.Equal((code, 0, 1), (CodeOf(gateway.Answer(Request(body))), gateway.Uploads, gateway.Refused));
    }

    [Fact]
    public void A_form_that_is_cut_anywhere_is_refused_and_never_a_fault_of_ours()
    {
        SandboxGateway gateway = Ask.Gateway();
        for (int length = 0; length < Curl.Length - 2; length++)
        {
            Assert.Equal(400, gateway.Answer(Request(Curl[..length])).Reply!.Status);
        }

        Assert.Equal(200, gateway.Answer(Request(Curl[..^2])).Reply!.Status);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    [InlineData("multipart/form-data; boundary=another")]
    [InlineData("multipart/mixed; boundary=------------------------d74496d66958873e")]
    [InlineData("")]
    [InlineData("x;;=")]
    public void A_form_without_its_boundary_is_refused(string type) => Assert.Equal(400, Ask.Gateway().Answer(Request(Curl, type)).Reply!.Status);

    [Theory]
    [InlineData("preamble\r\n", "")]
    [InlineData("", "epilogue")]
    [InlineData("\r\n", "\r\n\r\n")]
    public void What_stands_around_a_form_does_not_matter(string before, string behind) =>
        Assert.Equal(200, Ask.Gateway().Answer(Request([.. Encoding.ASCII.GetBytes(before), .. Curl, .. Encoding.ASCII.GetBytes(behind)])).Reply!.Status);

    [Fact]
    public void A_file_may_be_as_large_as_its_kind_allows()
    {
        byte[] Form(long length)
        {
            byte[] file = new byte[length];
            MediaSamples.Png.CopyTo(file, 0);
            return [.. Curl[..^(MediaSamples.Png.Length + 48)], .. file, .. Curl[^48..]];
        }

        Assert.Equal("\r\n--------------------------d74496d66958873e--\r\n", Encoding.ASCII.GetString(Curl[^48..]));
        long limit = MediaType.Limits["image"];
        Assert.Equal(200, Ask.Gateway().Answer(Request(Form(limit))).Reply!.Status);
        Assert.Equal("131053", CodeOf(Ask.Gateway().Answer(Request(Form(limit + 1)))));
    }

    [Theory]
    [InlineData("Unauthorized", 401)]
    [InlineData("Throttle", 429)]
    [InlineData("Unavailable", 503)]
    [InlineData("ServerError", 500)]
    [InlineData("Reject", 400)]
    [InlineData("Drop", null)]
    [InlineData("DropBefore", null)]
    public void Faults_are_made_as_of_messages(string fault, int? status)
    {
        SandboxGateway gateway = Ask.Gateway((fault, 1));
        Assert.Equal(status, gateway.Answer(Request(Curl)).Reply?.Status);
        Assert.Equal((fault == "Drop" ? 1 : 0, 0), (gateway.Uploads, gateway.Accepted));
    }

    [Fact]
    public void A_key_or_an_account_that_is_wrong_is_refused()
    {
        Assert.Equal("190", CodeOf(Ask.Gateway().Answer(Request(Curl, key: "x"))));
        Assert.Equal("33", CodeOf(Ask.Gateway().Answer(Request(Curl, path: "/v26.0/12/media"))));
        Assert.Equal("33", CodeOf(Ask.Gateway(("RejectSender", "106540352242922")).Answer(Request(Curl))));
        Assert.Equal(404, Ask.Gateway().Answer(Request(Curl) with { Method = "GET" }).Reply!.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_client_can_upload_more_than_a_megabyte(bool chunked)
    {
        using Sandbox sandbox = Sandbox.Start();
        byte[] file = new byte[3_000_000];
        MediaSamples.Pdf.CopyTo(file, 0);
        using MultipartFormDataContent form = new()
        {
            { new StringContent("whatsapp"), "messaging_product" },
            { new StringContent("application/pdf"), "type" },
            { new ByteArrayContent(file), "file", "menu.pdf" },
        };
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(sandbox.BaseUri, Path)) { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", sandbox.Key);
        request.Headers.TransferEncodingChunked = chunked;
        using HttpClient client = new();
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, sandbox.Uploads);
    }
}
