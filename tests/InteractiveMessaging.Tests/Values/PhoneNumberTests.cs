namespace InteractiveMessaging.Tests;

public class PhoneNumberTests
{
    [Theory]
    [InlineData("+393331234567", "393331234567")]
    [InlineData("00393331234567", "393331234567")]
    [InlineData("+39 333 123-45.67", "393331234567")]
    [InlineData("(0039) 333/1234567", "393331234567")]
    [InlineData("+49 511/1234", "495111234")]
    [InlineData("+39 333 1234567/", "393331234567")]
    [InlineData(" +353 83 800 0000 ", "353838000000")]
    [InlineData("'+353838000000", "353838000000")]
    public void A_number_with_its_country_code_is_read(string text, string digits)
    {
        Assert.True(PhoneNumber.TryParse(text, NumberReading.Explicit, out PhoneNumber number, out string? error), error);
        Assert.Equal(digits, number.Digits);
        Assert.Equal("+" + digits, number.ToString());
    }

    [Theory]
    [InlineData("3331234567", "no country code")]
    [InlineData("393331234567", "no country code")]
    [InlineData("3.93E+11", "Excel has rounded")]
    [InlineData("3.93331E+11", "Excel has rounded")]
    [InlineData("+39333CALLME", "holds 'C'")]
    [InlineData("+12345", "too short")]
    [InlineData("+1234567890123456", "too long")]
    [InlineData("+0393331234567", "starts with 0")]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData(null, "empty")]
    [InlineData("+39+333123456", "holds '+'")]
    [InlineData("+1.202.555.0101/2", "'/2' is too short")]
    [InlineData("+1 202 555 0101 / 102", "'/102' is too short")]
    [InlineData("+39 333/1234567/8", "'/8' is too short")]
    [InlineData("+39333123\u0007", "holds U+0007")]
    [InlineData("+39333123\u202e", "holds U+202E")]
    [InlineData("+39333123\ud83d\ude00", "holds '\ud83d\ude00'")]
    [InlineData("+٣٩٣٣٣١٢٣٤٥", "another script")]
    public void Anything_else_is_an_error_that_names_the_cause(string? text, string cause)
    {
        Assert.False(PhoneNumber.TryParse(text, NumberReading.Explicit, out _, out string? error));
        Assert.Contains(cause, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("39", "3331234567", "393331234567")]
    [InlineData("39", "06 6982", "39066982")]
    [InlineData("44", "07911 123456", "447911123456")]
    [InlineData("+353", "083 800 0000", "353838000000")]
    [InlineData("1", "1 (212) 555-0100", "12125550100")]
    [InlineData("39", "+44 7911 123456", "447911123456")]
    [InlineData("39", "0044 7911 123456", "447911123456")]
    [InlineData("0039", "333 1234567", "393331234567")]
    [InlineData("7", "8 (900) 000-00-00", "79000000000")]
    [InlineData("7", "900 000-00-00", "79000000000")]
    [InlineData("36", "06 20 000 0000", "36200000000")]
    public void National_numbers_take_the_country_code_that_is_named(string code, string text, string digits)
    {
        Assert.True(PhoneNumber.TryParse(text, NumberReading.National(code), out PhoneNumber number, out string? error), error);
        Assert.Equal(digits, number.Digits);
    }

    [Fact]
    public void A_complete_number_is_not_taken_for_a_national_one()
    {
        Assert.False(PhoneNumber.TryParse("393331234567", NumberReading.National("39"), out _, out string? error));
        Assert.Contains("-International", error, StringComparison.Ordinal);
    }

    [Fact]
    public void International_numbers_lack_only_the_plus()
    {
        Assert.True(PhoneNumber.TryParse("39 333 1234567", NumberReading.International, out PhoneNumber number, out _));
        Assert.Equal("393331234567", number.Digits);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("1234")]
    [InlineData("IT")]
    public void A_country_code_is_one_to_three_digits(string code) =>
        Assert.Throws<ArgumentException>(() => NumberReading.National(code));

    [Fact]
    public void Of_a_long_cell_an_error_quotes_the_beginning()
    {
        Assert.False(PhoneNumber.TryParse("+39\u001b[2J" + new string('x', 1_000_000), NumberReading.Explicit, out _, out string? error));
        Assert.StartsWith("'+39\ufffd[2Jxxx", error, StringComparison.Ordinal);
        Assert.InRange(error!.Length, 60, 200);
    }

    [Theory]
    [InlineData("+12025550101", "1")]
    [InlineData("+77011234567", "7")]
    [InlineData("+393331234567", "39")]
    [InlineData("+353838000000", "353")]
    [InlineData("+970599123456", "970")]
    [InlineData("+99912345678", null)]
    [InlineData("+2101234567", null)]
    [InlineData("+9991234567", null)]
    [InlineData("+3841234567", null)]
    [InlineData("+6841234567", null)]
    public void A_number_knows_the_country_code_that_the_itu_assigned(string text, string? code)
    {
        Assert.True(PhoneNumber.TryParse(text, NumberReading.Explicit, out PhoneNumber number, out string? error), error);
        Assert.Equal(code, number.CountryCode);
    }

    // From the metadata of libphonenumber: the codes it has numbers for are all assigned.
    [Fact]
    public void Every_code_that_phones_have_is_assigned()
    {
        string[] codes =
            """
            1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91
            92 93 94 95 98 211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240
            241 242 243 244 245 246 247 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291
            297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 379 380 381 382 383 385 386 387
            389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673 674 675 676
            677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 800 808 850 852 853 855 856 870 878 880 881 882 883 886 888
            960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998
            """.Split((char[]?)null);
        Assert.All(codes, code => Assert.Equal(code, $"{CountryCodes.Of(code + "12345678")}"));

        // Besides these there are a group of countries and a trial service, which no phone has.
        int assigned = Enumerable.Range(1, 999).Count(code => CountryCodes.Of($"{code}") == code);
        Assert.Equal(codes.Length + "388 991".Split(' ').Length, assigned);
    }

    [Theory]
    [InlineData("333-1234569", "country code 33, behind which a number has 9 digits; this has 8")]
    [InlineData("202 555 0101", null)]
    [InlineData("1 202 555 010", "has 10 digits; this has 9")]
    [InlineData("999 1234567", "begins with no country code")]
    [InlineData("39 333 1234567", null)]
    [InlineData("33 6 12 34 56 78", null)]
    public void A_number_that_nobody_can_have_is_doubted(string text, string? reason)
    {
        Assert.True(PhoneNumber.TryParse(text, NumberReading.International, out PhoneNumber number, out _));
        if (reason is null)
        {
            Assert.Null(number.Doubt);
        }
        else
        {
            Assert.Contains(reason, number.Doubt, StringComparison.Ordinal);
        }
    }
}
