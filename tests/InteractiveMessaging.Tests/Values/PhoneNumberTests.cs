namespace InteractiveMessaging.Tests;

public class PhoneNumberTests
{
    [Theory]
    [InlineData("+393331234567", "393331234567")]
    [InlineData("00393331234567", "393331234567")]
    [InlineData("+39 333 123-45.67", "393331234567")]
    [InlineData("(0039) 333/1234567", "393331234567")]
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
}
