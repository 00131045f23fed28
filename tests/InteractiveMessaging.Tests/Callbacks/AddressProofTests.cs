using System.Security;

namespace InteractiveMessaging.Tests.Callbacks;

public class AddressProofTests
{
    [Theory]
    [InlineData("token", "1158201444")]
    [InlineData("t ö&=", " <b>& ")]
    public void The_challenge_comes_back_as_it_is(string token, string challenge) =>
        Assert.Equal(challenge, Answer("subscribe", token, challenge, token));

    [Theory]
    [InlineData("toke")]
    [InlineData("token ")]
    [InlineData("Token")]
    [InlineData("")]
    [InlineData(null)]
    public void Another_token_is_refused(string? token)
    {
        WaException error = Assert.Throws<WaException>(() => Answer("subscribe", token, "1", "token"));
        Assert.Equal(ErrorCause.VerifyTokenInvalid, error.Cause);
    }

    [Fact]
    public void A_token_stands_in_no_error()
    {
        WaException error = Assert.Throws<WaException>(() => Answer("subscribe", "given-4711", "1", "wanted-4712"));
        Assert.DoesNotContain("471", error.ToString() + error.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_token_opens_nothing() =>
        Assert.Equal(ErrorCause.VerifyTokenInvalid, Assert.Throws<WaException>(() => Answer("subscribe", "", "1", "")).Cause);

    [Theory]
    [InlineData("unsubscribe", "1")]
    [InlineData(null, "1")]
    [InlineData("subscribe", "")]
    [InlineData("subscribe", null)]
    public void Another_request_is_refused(string? mode, string? challenge) =>
        Assert.Equal(ErrorCause.BadInput, Assert.Throws<WaException>(() => Answer(mode, "token", challenge, "token")).Cause);

    private static string Answer(string? mode, string? given, string? challenge, string token)
    {
        using SecureString secret = new();
        foreach (char c in token)
        {
            secret.AppendChar(c);
        }

        return AddressProof.Answer(
            name => name switch { "hub.mode" => mode, "hub.verify_token" => given, "hub.challenge" => challenge, _ => null }, secret);
    }
}
