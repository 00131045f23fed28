using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Writes and reads the object of a template send.</summary>
internal static class TemplateJson
{
    /// <summary>A template: the object that holds <c>type</c> and <c>template</c>.</summary>
    public static void Write(Utf8JsonWriter json, TemplateMessage message)
    {
        json.WriteStartObject();
        json.WriteString("type", message.Type);
        json.WriteStartObject(TemplateMessage.KindName);
        json.WriteString("name", message.Name);
        json.WriteStartObject("language");
        json.WriteString("code", message.Language);
        json.WriteEndObject();
        if (message.Components.Count > 0)
        {
            Write(json, message.Components);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Reads a template.</summary>
    public static Message Read(JsonElement message)
    {
        JsonElement template = message.Child(TemplateMessage.KindName);
        return new TemplateMessage(MessageReader.Needed(template, "name"), template.Text("language", "code") ?? "")
        {
            Components = ReadComponentsOf(template),
        };
    }

    /// <summary>A message with components that are given by themselves, what the model has no name for included.</summary>
    /// <param name="name">The template's name.</param>
    /// <param name="language">Its language.</param>
    /// <param name="components">A list of components, or one.</param>
    public static TemplateMessage Of(string name, string language, JsonData components)
    {
        JsonElement given = components.Element;
        object list = given.ValueKind == JsonValueKind.Array ? given : new[] { given };
        return (TemplateMessage)MessageReader.Read(JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["type"] = TemplateMessage.KindName,
            [TemplateMessage.KindName] = new Dictionary<string, object>
            {
                ["name"] = name,
                ["language"] = new Dictionary<string, object> { ["code"] = language },
                ["components"] = list,
            },
        }));
    }

    private static void Write(Utf8JsonWriter json, ValueList<TemplateComponent> components)
    {
        json.WriteStartArray("components");
        foreach (TemplateComponent component in components)
        {
            json.WriteStartObject();
            json.WriteString("type", component.Type);
            MessageWriter.WriteOptional(json, "sub_type", component.SubType);
            MessageWriter.WriteOptional(json, "index", component.Index);
            if (component.Cards.Count > 0)
            {
                WriteCards(json, component.Cards);
            }
            else
            {
                json.WriteStartArray("parameters");
                foreach (TemplateParameter parameter in component.Parameters)
                {
                    Write(json, parameter, component.SubType == "url");
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCards(Utf8JsonWriter json, ValueList<TemplateCard> cards)
    {
        json.WriteStartArray("cards");
        for (int i = 0; i < cards.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("card_index", i);
            Write(json, cards[i].Components);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, TemplateParameter parameter, bool isOfAddress)
    {
        json.WriteStartObject();
        json.WriteString("type", parameter.Type);
        MessageWriter.WriteOptional(json, "parameter_name", parameter.Name);
        if (parameter.Text is { } text)
        {
            json.WriteString(parameter.Type, isOfAddress ? AddressText.Encode(text) : text);
        }
        else if (parameter.Value is { } value)
        {
            json.WritePropertyName(parameter.Type);
            value.Element.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static ValueList<TemplateComponent> ReadComponentsOf(JsonElement parent) =>
        MessageReader.Items(parent, "components", component => new TemplateComponent(MessageReader.Needed(component, "type"))
        {
            SubType = component.Text("sub_type"),
            Index = component.Scalar("index"),
            Parameters = MessageReader.Items(component, "parameters", ReadParameter),
            Cards = MessageReader.Items(component, "cards", card => new TemplateCard(ReadComponentsOf(card))),
        });

    private static TemplateParameter ReadParameter(JsonElement parameter)
    {
        TemplateParameter read = new(MessageReader.Needed(parameter, "type")) { Name = parameter.Text("parameter_name") };
        return parameter.Child(read.Type is "type" or "parameter_name" ? "" : read.Type) switch
        {
            { ValueKind: JsonValueKind.String } text => read with { Text = text.GetString() },
            { ValueKind: JsonValueKind.Undefined } => read,
            var value => read with { Value = JsonData.From(value) },
        };
    }
}
