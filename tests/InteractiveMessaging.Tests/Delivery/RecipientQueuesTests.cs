namespace InteractiveMessaging.Tests.Delivery;

/// <summary>Messages to one recipient wait for each other; a number and an id of the same characters are two recipients.</summary>
public class RecipientQueuesTests
{
    [Fact]
    public void A_second_message_to_a_user_id_waits_and_comes_in_its_turn()
    {
        RecipientQueues queues = new();
        InFlightMessage first = new(Items.ToPerson("US.1")), second = new(Items.ToPerson("US.1")), other = new(Items.ToPerson("US.2"));
        Assert.Equal([true, false, true], new[] { first, second, other }.Select(queues.TryEnter));
        Assert.Equal(1, queues.Parked);
        Assert.Same(second, queues.Leave(first.Recipient));
        Assert.Null(queues.Leave(other.Recipient));
        Assert.True(queues.IsActive(second.Recipient));
    }

    [Fact]
    public void Recipients_of_different_kinds_do_not_wait_for_each_other()
    {
        RecipientQueues queues = new();
        SendItem number = Items.To(1);
        InFlightMessage client = new(new() { Draft = number.Draft, Options = new() { ClientId = number.Number!.Value.Digits } });
        InFlightMessage person = new(Items.ToPerson("US.1"));
        InFlightMessage namesake = new(new() { Draft = number.Draft, Options = new() { ClientId = "US.1" } });
        Assert.All([new InFlightMessage(number), client, person, namesake], message => Assert.True(queues.TryEnter(message)));
    }
}
