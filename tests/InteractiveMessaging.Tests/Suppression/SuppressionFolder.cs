namespace InteractiveMessaging.Tests.Suppression;

/// <summary>A folder for one test's suppression file, and what the tests of it say again and again.</summary>
internal sealed class SuppressionFolder : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("suppression-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "stop.txt");

    public string Folder => _folder.FullName;

    public static string Number(int n) => $"+1202555{n:0000}";

    /// <summary>What a person said so many minutes after noon.</summary>
    public static SuppressionEvent Said(string who, SuppressionAction action, int? minute = null, string? message = null) =>
        new([who], action, SuppressionReason.Word) { At = minute is { } after ? Noon.AddMinutes(after) : null, MessageId = message };

    public static SuppressionEvent Stop(string who, int? minute = 0, string? message = null) => Said(who, SuppressionAction.Stop, minute, message);

    public static SuppressionEvent Resume(string who, int? minute = 0, string? message = null) => Said(who, SuppressionAction.Resume, minute, message);

    public IReadOnlyList<SuppressionEntry> Add(params SuppressionEvent[] events) => SuppressionWriter.Add(Path, events, TimeProvider.System);

    public bool IsStopped(string who) => SuppressionFile.Open(Path).Find(PersonKey.Of(who)).IsStopped;

    public void Dispose() => _folder.Delete(recursive: true);
}
