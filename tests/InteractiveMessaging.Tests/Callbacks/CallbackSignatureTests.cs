using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace InteractiveMessaging.Tests.Callbacks;

public class CallbackSignatureTests
{
    // RFC 4231, test case 2: key "Jefe".
    private const string Known = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    private static readonly byte[] Body = "what do ya want for nothing?"u8.ToArray();

    [Theory]
    [InlineData(Known)]
    [InlineData("SHA256=5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843")]
    [InlineData(" " + Known + " ")]
    [InlineData("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    public void The_right_signature_is_taken(string signature) => Assert.True(CallbackSignature.Verify(Body, Secret("Jefe"), signature));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha1=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384")]
    [InlineData("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec38430")]
    [InlineData("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3844")]
    [InlineData("sha256=zbdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    public void Any_other_is_refused(string? signature) => Assert.False(CallbackSignature.Verify(Body, Secret("Jefe"), signature));

    [Fact]
    public void Another_secret_or_another_byte_is_refused()
    {
        Assert.False(CallbackSignature.Verify(Body, Secret("jefe"), Known));
        Assert.False(CallbackSignature.Verify([.. Body, (byte)'\n'], Secret("Jefe"), Known));
    }

    [Fact]
    public void An_empty_secret_verifies_nothing()
    {
        string signature = "sha256=" + Convert.ToHexString(HMACSHA256.HashData(Array.Empty<byte>(), Body));
        Assert.False(CallbackSignature.Verify(Body, new SecureString(), signature));
    }

    [Fact]
    public void A_secret_beyond_ASCII_is_UTF_8()
    {
        string signature = "sha256=" + Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes("Schlüssel🔑"), Body));
        Assert.True(CallbackSignature.Verify(Body, Secret("Schlüssel🔑"), signature));
    }

    private static SecureString Secret(string text) => new NetworkCredential("", text).SecurePassword;
}
