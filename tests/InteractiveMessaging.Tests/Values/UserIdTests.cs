namespace InteractiveMessaging.Tests.Values;

/// <summary>Ids of people without a number, by the form that Meta's page gives them.</summary>
public class UserIdTests
{
    [Theory]
    [InlineData("US.13491208655302741918", "US.13491208655302741918")]
    [InlineData(" IT.aB9 ", "IT.aB9")]
    [InlineData("US.ENT.11815799212886844830", "US.ENT.11815799212886844830")]
    public void An_id_is_taken_as_it_is(string text, string id)
    {
        Assert.True(UserId.TryParse(text, out UserId person, out string? error), error);
        Assert.Equal(id, person.Text);
        Assert.Equal(id, $"{person}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("us.13491208655302741918")]
    [InlineData("USA.13491208655302741918")]
    [InlineData("US13491208655302741918")]
    [InlineData("US.")]
    [InlineData("US.1349-120")]
    [InlineData("US.13\n49")]
    [InlineData("US.ent.1349")]
    [InlineData("US.ENT.1349.1")]
    [InlineData("US.１３４９")]
    [InlineData("13491208655302741918")]
    [InlineData("@realsheenanelson")]
    [InlineData("+12025550100")]
    public void Anything_else_is_refused_with_the_reason(string? text)
    {
        Assert.False(UserId.TryParse(text, out UserId person, out string? error));
        Assert.Null(person.Text);
        Assert.EndsWith(".", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_has_128_letters_and_digits()
    {
        Assert.True(UserId.TryParse("US." + new string('7', 128), out _, out _));
        Assert.False(UserId.TryParse("US." + new string('7', 129), out _, out string? error));
        Assert.Contains("128", error, StringComparison.Ordinal);
        Assert.True(error.Length < 400);
    }

    // WhatsApp answers 200 to such a number and delivers nothing.
    [Theory]
    [InlineData("US.13491208655302741918")]
    [InlineData(" us.13491208655302741918 ")]
    [InlineData("US.ENT.11815799212886844830")]
    [InlineData("IT.393331234567")]
    public void An_id_among_numbers_is_refused_with_the_reason_and_what_to_do(string text)
    {
        foreach (NumberReading reading in (NumberReading[])[NumberReading.Explicit, NumberReading.International, NumberReading.National("39")])
        {
            Assert.False(PhoneNumber.TryParse(text, reading, out _, out string? error));
            Assert.Contains("is a user id, not a phone number", error, StringComparison.Ordinal);
            Assert.Contains("-UserId", error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("US-13491208")]
    [InlineData("Mr. 2025550100")]
    public void Other_texts_among_numbers_are_no_ids(string text)
    {
        Assert.False(PhoneNumber.TryParse(text, NumberReading.Explicit, out _, out string? error));
        Assert.DoesNotContain("user id", error, StringComparison.Ordinal);
    }
}
