namespace InteractiveMessaging;

/// <summary>A connection cannot be made or used: what is wrong, and what to do.</summary>
public sealed class ConnectionException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="id">A stable id of the cause.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="recommendation">What to do.</param>
    public ConnectionException(string id, string message, string recommendation)
        : base(message)
    {
        Id = id;
        Recommendation = recommendation;
    }

    /// <summary>A stable id of the cause.</summary>
    public string Id { get; }

    /// <summary>What to do.</summary>
    public string Recommendation { get; }
}
