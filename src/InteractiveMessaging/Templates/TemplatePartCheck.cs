using System.Collections.Frozen;

namespace InteractiveMessaging;

/// <summary>Checks the values of a header or a body: their number, names, kinds, and what they make of the text.</summary>
internal static class TemplatePartCheck
{
    /// <summary>The longest text header, filled.</summary>
    public const int LongestHeader = 60;

    private const int FewValues = 32;

    // What WhatsApp calls others in a message, its pages do not say.
    private static readonly string[] Formats = ["IMAGE", "VIDEO", "DOCUMENT", "LOCATION", "PRODUCT"];

    // Only what surely is another kind of file: an address may end in anything.
    private static readonly FrozenDictionary<string, string> Endings = new Dictionary<string, string>
    {
        ["IMAGE"] = "jpg jpeg png",
        ["VIDEO"] = "mp4 3gp 3gpp",
        ["DOCUMENT"] = "pdf",
        ["?"] = "gif webp bmp svg heic tif tiff mov avi webm mkv mp3 ogg wav doc docx xls xlsx ppt pptx odt ods txt csv rtf zip",
    }.SelectMany(kind => kind.Value.Split(' ').Select(ending => (Ending: ending, Kind: kind.Key)))
        .ToFrozenDictionary(row => row.Ending, row => row.Kind, StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks one part.</summary>
    /// <param name="components">The message's components.</param>
    /// <param name="name"><c>header</c> or <c>body</c>.</param>
    /// <param name="part">What the definition says of it; null where the template has none.</param>
    /// <param name="longest">How many characters it may have, filled.</param>
    /// <param name="found">Where to report.</param>
    public static void Check(
        ValueList<TemplateComponent> components, string name, TemplatePart? part, int longest, DefinitionFindings found)
    {
        int place = components.PlaceOf(name, found);
        TemplateComponent? given = place < components.Count ? components[place] : null;
        if (part is null || (part.Format == "TEXT" && part.Said.Names.Count == 0))
        {
            if (given is not null)
            {
                found.Add("definition.too_many", $"{found.Components}/{place}", $"The template's {name} takes no values.", "none",
                    $"{given.Parameters.Count}", $"Leave the {name} out.");
            }
        }
        else if (part.Format == "TEXT")
        {
            CheckText(given?.Parameters ?? [], part, place, name, longest, found);
        }
        else
        {
            CheckMedia(given, part.Format, place, name, found);
        }
    }

    private static void CheckText(
        ValueList<TemplateParameter> parameters, TemplatePart part, int place, string name, int longest, DefinitionFindings found)
    {
        TemplateText text = part.Said;
        int count = text.Names.Count;
        Span<bool> isGiven = count <= FewValues ? stackalloc bool[FewValues] : new bool[count];
        int filled = text.Length;
        int missing = count;
        for (int i = 0; i < parameters.Count; i++)
        {
            TemplateParameter parameter = parameters[i];
            if (parameter.Type is not ("text" or "currency" or "date_time"))
            {
                found.Add("definition.kind", $"{found.Components}/{place}/parameters/{i}/type",
                    $"The {name} takes texts, and this is {PrintableText.Quote(parameter.Type)}.", "text", parameter.Type);
            }

            if (part.IsNamed != parameter.Name is not null)
            {
                // One says it for all: values that are named otherwise fill nothing.
                CheckNamed(part, parameter, $"{found.Components}/{place}/parameters/{i}", name, found);
                return;
            }

            int which = text.PlaceOf(TemplatePart.NameOf(parameter, i));
            if (which < 0 || isGiven[which])
            {
                string key = PrintableText.Quote(TemplatePart.NameOf(parameter, i));
                found.Add("definition.too_many", $"{found.Components}/{place}/parameters/{i}",
                    which < 0 ? $"The {name} has no placeholder {{{{{key}}}}}." : $"The value of {{{{{key}}}}} stands twice.",
                    text.Show(), key, $"It has {text.Show()}.");
                continue;
            }

            isGiven[which] = true;
            missing--;
            filled += text.Uses(which) * TemplateText.CodePoints(found.Known(TemplatePart.TextOf(parameter)));
        }

        if (missing > 0)
        {
            bool[] given = isGiven[..count].ToArray();
            found.Add("definition.missing", $"{found.Components}/{place}", $"The {name} lacks {text.Show(which => !given[which])}.",
                text.Show(), "missing", "Give a value for each.");
        }

        if (filled > longest)
        {
            found.Add("definition.length", $"{found.Components}/{place}",
                $"The filled {name} has {filled} characters; at most {longest} are allowed.", $"{longest}", $"{filled}",
                "Shorten a value.");
        }
    }

    private static void CheckNamed(
        TemplatePart part, TemplateParameter parameter, string path, string name, DefinitionFindings found)
    {
        string key = PrintableText.Quote(parameter.Name);
        found.Add("definition.named", path, part.IsNamed
            ? $"The placeholders of the {name} have names, and this value has none."
            : $"The placeholders of the {name} are numbered, and this value has the name {key}.",
            part.Said.Show(), part.IsNamed ? "no name" : key,
            part.IsNamed ? "Give the values as a hashtable by their names." : "Give the values in their order.");
    }

    private static void CheckMedia(TemplateComponent? given, string format, int place, string name, DefinitionFindings found)
    {
        string wanted = format.ToLowerInvariant();
        if (given?.Parameters is not [var one, ..])
        {
            found.Add("definition.missing", $"{found.Components}/{place}", $"The template's {name} needs its {wanted}.", wanted, "missing",
                "Give it with -Header.");
        }
        else if (one.Type != wanted && Formats.Contains(format))
        {
            found.Add("definition.media", $"{found.Components}/{place}/parameters/0/type",
                $"The template's {name} is {wanted}, and this is {PrintableText.Quote(one.Type)}.", wanted, one.Type);
        }
        else if (one.Value is { } file && NameOf(file) is { } called && Ending(called) is { } ending
            && Endings.TryGetValue(ending, out string? kind) && kind != format)
        {
            found.Add("definition.file", $"{found.Components}/{place}/parameters/0/{wanted}",
                $"The template's {name} is {wanted}, and this file's name ends in .{ending}.", wanted, ending,
                format == "DOCUMENT" ? "The document of a template is a PDF." : null, RuleSeverity.Warning);
        }
    }

    private static string? NameOf(JsonData file) => file.Element.Text("filename") ?? file.Element.Text("link");

    // What stands behind the last dot of a name, or of the path of an address.
    private static string? Ending(string name)
    {
        int end = name.AsSpan().IndexOfAny('?', '#');
        ReadOnlySpan<char> path = end < 0 ? name : name.AsSpan(0, end);
        int dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/') ? path[(dot + 1)..].ToString() : null;
    }
}
