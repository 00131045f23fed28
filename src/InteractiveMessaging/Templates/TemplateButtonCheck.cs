using System.Globalization;

namespace InteractiveMessaging;

/// <summary>Checks the values of buttons: those that are needed, and none that the template's buttons do not take.</summary>
internal static class TemplateButtonCheck
{
    private const int LongestAddress = 2000;
    private const int LongestCode = 15;
    private const int FewButtons = 32;

    /// <summary>Checks all buttons.</summary>
    public static void Check(ValueList<TemplateComponent> components, TemplateDefinition definition, DefinitionFindings found)
    {
        ValueList<TemplateButton> buttons = definition.Buttons;
        Span<bool> isGiven = buttons.Count <= FewButtons ? stackalloc bool[FewButtons] : new bool[buttons.Count];
        for (int place = 0; place < components.Count; place++)
        {
            if (!components[place].Is("button"))
            {
                continue;
            }

            int index = IndexOf(components[place], buttons);
            if (index < 0 || buttons[index].SubType is null || isGiven[index])
            {
                TooMany(components[place], place, index < 0 ? null : buttons[index], buttons.Count, found);
                continue;
            }

            isGiven[index] = true;
            CheckValues(components[place], place, buttons[index], index, found);
        }

        for (int index = 0; index < buttons.Count; index++)
        {
            if (buttons[index].IsNeeded && !isGiven[index])
            {
                found.Add("definition.missing", found.Components,
                    $"Button {index} ({buttons[index].Label}) needs a value: {buttons[index].SubType}.", buttons[index].SubType!, "missing",
                    buttons[index].HowToGive(index));
            }
        }
    }

    /// <summary>The code of an authentication template stands in the text and in the button, and is the same.</summary>
    public static void CheckCode(ValueList<TemplateComponent> components, DefinitionFindings found)
    {
        string? first = null;
        for (int place = 0; place < components.Count; place++)
        {
            TemplateComponent component = components[place];
            bool isCode = component.Is("body") || (component.Is("button") && component.SubType == "url");
            if (!isCode || component.Parameters is not [{ Text: { } code }, ..])
            {
                continue;
            }

            string path = $"{found.Components}/{place}/parameters/0/text";
            int length = TemplateText.CodePoints(found.Known(code));
            if (length > LongestCode)
            {
                found.Add("definition.code", path, $"The code has {length} characters; at most {LongestCode} are allowed.",
                    $"{LongestCode}", $"{length}");
            }

            first ??= code;
            if (first != code)
            {
                // The codes themselves are nobody's to read.
                found.Add("definition.code.same", path, "The code in the button is not the one in the text.", "the same code",
                    "another code", "Give it once, with -Code.");
            }
        }
    }

    private static int IndexOf(TemplateComponent component, ValueList<TemplateButton> buttons)
    {
        if (int.TryParse(component.Index, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            return index < buttons.Count ? index : -1;
        }

        // A call button may come without a place.
        for (int i = 0; i < buttons.Count && component.Index is null; i++)
        {
            if (buttons[i].Type == "VOICE_CALL" && "voice_call".Equals(component.SubType, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private static void TooMany(TemplateComponent component, int place, TemplateButton? button, int count, DefinitionFindings found)
    {
        string which = component.Index is { } index ? $"button {PrintableText.Quote(index)}" : "such button";
        string sentence = button is null ? $"The template has no {which}."
            : button.SubType is null ? $"Button {component.Index} ({button.Label}) takes no values."
            : $"The values of button {component.Index} ({button.Label}) stand twice.";
        found.Add("definition.too_many", $"{found.Components}/{place}", sentence,
            button is null ? $"{count} buttons" : button.SubType is null ? "none" : "1",
            component.Index ?? component.SubType ?? "button", "Leave the button out.");
    }

    private static void CheckValues(TemplateComponent component, int place, TemplateButton button, int index, DefinitionFindings found)
    {
        if (!button.SubType!.Equals(component.SubType, StringComparison.OrdinalIgnoreCase))
        {
            found.Add("definition.button", $"{found.Components}/{place}/sub_type", $"Button {index} ({button.Label}) is {button.SubType}.",
                button.SubType, component.SubType ?? "missing", button.HowToGive(index));
            return;
        }

        for (int i = 0; i < component.Parameters.Count; i++)
        {
            if (button.Takes is { } wanted && component.Parameters[i].Type != wanted)
            {
                found.Add("definition.kind", $"{found.Components}/{place}/parameters/{i}/type",
                    $"Button {index} ({button.Label}) takes {wanted}, and this is {PrintableText.Quote(component.Parameters[i].Type)}.",
                    wanted, component.Parameters[i].Type);
            }
        }

        if (button is { SubType: "url", IsCode: false } && component.Parameters is [{ Text: { } text }, ..])
        {
            CheckAddress(button, text, place, found);
        }
    }

    private static void CheckAddress(TemplateButton button, string text, int place, DefinitionFindings found)
    {
        TemplateText address = button.Address;
        string said = AddressText.Encode(found.Known(text));
        int length = address.Length + (address.Names.Count > 0 ? address.Uses(0) * said.Length : 0);
        if (length > LongestAddress)
        {
            found.Add("definition.length", $"{found.Components}/{place}/parameters/0/text",
                $"The whole address has {length} characters; at most {LongestAddress} are allowed.", $"{LongestAddress}", $"{length}",
                "Shorten the value; a letter beyond ASCII counts as six or more.");
        }

        if (address.Literal.Length > 0 && said.StartsWith(address.Literal, StringComparison.OrdinalIgnoreCase))
        {
            found.Add("definition.address", $"{found.Components}/{place}/parameters/0/text",
                "This is a whole address, and the template has its beginning already.", address.Text, said,
                "Give only what stands for {{1}}.", RuleSeverity.Warning);
        }
    }
}
