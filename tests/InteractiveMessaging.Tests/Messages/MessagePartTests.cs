using System.Reflection;
using FsCheck.Fluent;

namespace InteractiveMessaging.Tests;

/// <summary>A message is a value: it cannot be changed, and what says the same is the same.</summary>
public class MessagePartTests
{
    [Fact]
    public void Nothing_that_a_message_consists_of_can_be_set_from_outside()
    {
        Type[] parts = [.. typeof(MessagePart).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(MessagePart)))];
        Assert.True(parts.Length > 20, "Too few types were found for this test to mean anything.");
        Assert.Empty(parts.SelectMany(type => type.GetProperties().Where(property => property.GetSetMethod() is not null)
            .Select(property => $"{type.Name}.{property.Name}")));
        Assert.Empty(parts.SelectMany(type => type.GetFields().Where(field => !field.IsLiteral && !field.IsInitOnly)
            .Select(field => $"{type.Name}.{field.Name}")));
    }

    [Fact]
    public void Everything_that_a_message_consists_of_is_compared() => Assert.Empty(
        from type in typeof(MessagePart).Assembly.GetExportedTypes()
        where type.IsAssignableTo(typeof(MessagePart))
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let held = property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType
        where !held.IsAssignableTo(typeof(MessagePart)) && !held.IsAssignableTo(typeof(IComparable)) && held != typeof(JsonData)
        select $"{type.Name}.{property.Name} is a {held.Name}");

    [Fact]
    public void The_order_of_messages_agrees_with_their_equality() => RoundTripTests.For(
        from first in AnyMessage.Any
        from second in AnyMessage.Any
        from third in AnyMessage.Any
        select new[] { first, second, third, Again(first), Shouted(first) },
        messages =>
        {
            foreach (Message left in messages)
            {
                Assert.True(Compare(left, null) > 0);
                foreach (Message right in messages)
                {
                    Assert.Equal(left.Equals(right), Compare(left, right) == 0);
                    Assert.Equal(Math.Sign(Compare(left, right)), -Math.Sign(Compare(right, left)));
                    foreach (Message other in messages)
                    {
                        Assert.False(Compare(left, right) <= 0 && Compare(right, other) <= 0 && Compare(left, other) > 0);
                    }
                }
            }
        },
        tests: 100);

    [Fact]
    public void Parts_are_told_apart_by_all_they_say()
    {
        Differ(new ReplyButton("Yes", "a"), new ReplyButton("Yes", "b"));
        Differ(new ListRow("Yes", "a"), new ListRow("Yes", "a", "b"));
        Differ(new ListSection("A", [new("Yes", "a")]), new ListSection("A", [new("Yes", "a"), new("No", "b")]));
        Differ(Header.OfMedia("image", "1"), Header.OfMedia("video", "1"));
        Differ(new VoiceCallAction { TtlMinutes = 9 }, new VoiceCallAction { TtlMinutes = 10 });
        Differ(new RawAction("x", JsonData.Parse("""{"a":1}""")), new RawAction("x", JsonData.Parse("""{"a":2}""")));
        Assert.Equal(0, Compare(
            new RawAction("x", JsonData.Parse("""{"a":1,"b":2}""")), new RawAction("x", JsonData.Parse("""{"b":2.0,"a":1}"""))));
        Assert.True(Compare(new VoiceCallAction { TtlMinutes = 9 }, new VoiceCallAction { TtlMinutes = 10 }) < 0);
        Assert.Throws<ArgumentException>(() => ((IComparable)new ReplyButton("a", "a")).CompareTo("a"));

        static void Differ(MessagePart left, MessagePart right) => Assert.NotEqual(0, Compare(left, right));
    }

    private static int Compare(MessagePart left, MessagePart? right) => ((IComparable)left).CompareTo(right);

    private static Message Again(Message message) => MessageReader.Read(System.Text.Encoding.UTF8.GetString(MessageWriter.Write(message)));

    private static Message Shouted(Message message) => message.MapTexts(text => text + "!");
}
