namespace InteractiveMessaging;

/// <summary>What became of the message to one recipient.</summary>
public enum SendStatus
{
    /// <summary>The provider took it and gave an id.</summary>
    Accepted,

    /// <summary>The provider refused it.</summary>
    Rejected,

    /// <summary>It was certainly not taken, and no further attempt was made.</summary>
    Failed,

    /// <summary>It may have been taken; nobody can say.</summary>
    InDoubt,

    /// <summary>Our own check stopped it: number, rule, missing column. Nothing was sent.</summary>
    Invalid,

    /// <summary>The person said stop, or is excluded by name. Nothing was sent.</summary>
    Excluded,

    /// <summary>Already settled in the journal, or a duplicate row.</summary>
    Skipped,

    /// <summary>The run stopped before it, or at it for the account's sake; or <c>-WhatIf</c>.</summary>
    NotSent,
}
