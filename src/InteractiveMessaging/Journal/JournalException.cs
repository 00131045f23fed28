namespace InteractiveMessaging;

/// <summary>A journal cannot be used or written: what is wrong, and what to do.</summary>
public sealed class JournalException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="id">A stable id of the cause.</param>
    /// <param name="message">What is wrong, with the file and the place in it.</param>
    /// <param name="recommendation">What to do.</param>
    /// <param name="inner">The failure behind it.</param>
    public JournalException(string id, string message, string recommendation, Exception? inner = null)
        : base(message, inner)
    {
        Id = id;
        Recommendation = recommendation;
    }

    /// <summary>A stable id of the cause.</summary>
    public string Id { get; }

    /// <summary>What to do.</summary>
    public string Recommendation { get; }
}
