using System.Globalization;
using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// Where a rule looks: a JSON pointer with three more signs. <c>*</c> is every element of a list; <c>name?</c> goes on only where
/// the object is there, <c>name?field=word</c> only where its field says that word, <c>name?field!=word</c> only where it does not.
/// </summary>
internal sealed class RulePath
{
    private RulePath(RuleSegment[] segments)
    {
        Segments = segments;
        string[] names = [.. segments.Select(segment => segment.Name)];
        string last = names.Length == 0 ? "the message" : names[^1];
        string before = names.Length < 2 ? last : names[..^1].LastOrDefault(name => name != "*", last);
        string named = last is "text" or "*" || (last == "type" && before == "header") ? before : last;
        Name = named == "parameters" && last == "text" ? "value" : named;
    }

    /// <summary>Its steps.</summary>
    public IReadOnlyList<RuleSegment> Segments { get; }

    /// <summary>What people call the field: its name, or that of the object round a bare <c>text</c>.</summary>
    public string Name { get; }

    public static RulePath Parse(string path) =>
        new([.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(RuleSegment.Parse)]);

    /// <summary>The JSON pointer to one of the fields; or, without one, as far as all of them have it in common.</summary>
    public string Pointer(in Field field, string suffix = "")
    {
        StringBuilder pointer = new();
        int lists = 0;
        foreach (RuleSegment segment in Segments)
        {
            int index = segment.IsEach ? field.Places[lists++] : 0;
            if (index < 0)
            {
                break;
            }

            pointer.Append('/');
            _ = segment.IsEach ? pointer.Append(index.ToString(CultureInfo.InvariantCulture)) : pointer.Append(segment.Name);
        }

        return pointer.Append(suffix).ToString();
    }
}
