namespace InteractiveMessaging;

/// <summary>Where the values of a part stand in a message.</summary>
internal static class ComponentPlace
{
    /// <summary>
    /// The place of the component of a type, or the one behind the last, where it would stand. That it stands there once is checked, too.
    /// </summary>
    public static int PlaceOf(this ValueList<TemplateComponent> components, string type, DefinitionFindings found)
    {
        int first = components.Count;
        for (int i = 0; i < components.Count; i++)
        {
            if (!components[i].Is(type))
            {
                continue;
            }

            if (first == components.Count)
            {
                first = i;
            }
            else
            {
                found.Add("definition.too_many", $"{found.Components}/{i}", $"The {type.Replace('_', ' ')} stands twice.", "1", "2",
                    "Give all its values in one component.");
            }
        }

        return first;
    }

    /// <summary>Whether a component is of a type. WhatsApp's own samples do not tell upper from lower case.</summary>
    public static bool Is(this TemplateComponent component, string type) => component.Type.Equals(type, StringComparison.OrdinalIgnoreCase);
}
