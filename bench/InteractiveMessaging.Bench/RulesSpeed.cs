namespace InteractiveMessaging.Bench;

/// <summary>How many messages are checked in a second of one core's time.</summary>
/// <param name="What">Which message, and what is done to it.</param>
/// <param name="PerSecond">Messages a second; the median of the rounds.</param>
internal sealed record RulesSpeed(string What, double PerSecond)
{
    public const string Interactive = "three buttons: placeholders filled, JSON written, checked, request written";
    public const string Template = "a template with its definition: the same, and checked against the definition";

    public static IReadOnlyList<RulesSpeed> Measure(Plan plan, Action<string> say)
    {
        RuleSet rules = ProviderCatalog.Find("AiSoule")!.RuleSet;
        Message buttons = MessageDraft.Of(Workload.Message).Render(["Anna"]);
        Message list = new InteractiveMessage(
            new ListAction("Choose",
            [new ListSection("Help",
            [.. Enumerable.Range(1, 10).Select(i => new ListRow($"Row {i}", $"row-{i}", $"What row {i} stands for"))])]))
        {
            Header = Header.OfText("Menu"),
            Body = "How can we help?",
            Footer = "Choose one",
        };
        List<(string What, Action Check)> checks =
        [
            ("three buttons, rendered JSON", Check(buttons)),
            ("a list of ten rows, rendered JSON", Check(list)),
        ];

        Connection connection =
            Connection.Create(new(ProviderCatalog.Find("AiSoule")!, Secret.Of("bench")), () => throw new NotSupportedException());
        Preparation preparation = new(connection.Account);
        PhoneNumber.TryParse("+" + Workload.Digits(0), NumberReading.Explicit, out PhoneNumber number, out _);
        checks.Add((Interactive, Prepare(Workload.Message)));
        checks.Add((Template, Prepare(Workload.Template)));

        Dictionary<string, List<double>> rates = checks.ToDictionary(check => check.What, _ => new List<double>());
        for (int round = -1; round < plan.Rounds; round++)
        {
            foreach ((string what, Action check) in checks)
            {
                TimeSpan start = Environment.CpuUsage.TotalTime;
                for (int i = 0; i < plan.Checks; i++)
                {
                    check();
                }

                if (round >= 0)
                {
                    rates[what].Add(plan.Checks / (Environment.CpuUsage.TotalTime - start).TotalSeconds);
                }
            }
        }

        RulesSpeed[] speeds = [.. rates.Select(rate => new RulesSpeed(rate.Key, rate.Value.Median()))];
        foreach (RulesSpeed speed in speeds)
        {
            say($"rules, {speed.What}: {speed.PerSecond:N0}/s");
        }

        return speeds;

        Action Prepare(Message message)
        {
            SendItem item = new() { Number = number, Draft = MessageDraft.Of(message), Values = ["Anna"] };
            return () =>
            {
                if (preparation.Prepare(item).Violations.Count > 0)
                {
                    throw new InvalidOperationException("The message was to be without fault.");
                }
            };
        }

        Action Check(Message message)
        {
            byte[] json = MessageWriter.Write(message);
            return () =>
            {
                if (MessageCheck.Check(message, json, rules).Count > 0)
                {
                    throw new InvalidOperationException("The message was to be without fault.");
                }
            };
        }
    }
}
