using System.Collections;

namespace InteractiveMessaging.Cmdlets;

/// <summary>The values of a template as PowerShell has them, as the components of a template message.</summary>
internal static class TemplateValues
{
    private const string ButtonForms =
        "Write what it is: @{ 0 = @{ Payload = 'yes' }; 1 = @{ Url = 'orders/17' } }, or CouponCode, FlowToken, Thumbnail, Sections.";

    // The order in which WhatsApp's own examples have them.
    private static readonly string[] Order = ["header", "limited_time_offer", "body", "button", "carousel"];

    /// <summary>Where a component stands among the others.</summary>
    public static (int Type, string Index) Place(TemplateComponent component) =>
        (Array.IndexOf(Order, component.Type) is >= 0 and int at ? at : Order.Length, component.Index ?? "~");

    /// <summary>The components of header, text and buttons; none of what is null.</summary>
    /// <exception cref="WaException">A value is not one of the forms.</exception>
    public static List<TemplateComponent> Of(object? header, object? body, object? buttons)
    {
        List<TemplateComponent> components = [];
        if (Cell.Unwrap(header) is { } head)
        {
            components.Add(new("header") { Parameters = [HeaderOf(head)] });
        }

        if (Cell.Unwrap(body) is { } text)
        {
            components.Add(new("body") { Parameters = BodyOf(text) });
        }

        if (Cell.Unwrap(buttons) is { } tapped)
        {
            IDictionary places = tapped as IDictionary
                ?? throw Bad("The values of the buttons are a hashtable by their places, from 0.", ButtonForms);
            components.AddRange(places.Keys.Cast<object>().Select(place => ButtonOf(Said(place, "A key of -Button"), places[place])));
        }

        return components;
    }

    /// <summary>A card: a hashtable with Header, Body and Button.</summary>
    /// <exception cref="WaException">It has another key, or a value is not one of the forms.</exception>
    public static TemplateCard CardOf(IDictionary card)
    {
        if (card is null)
        {
            throw Bad("A card is empty.", "Give each card a hashtable with Header, Body and Button.");
        }

        Known(card, "A card", "Header", "Body", "Button");
        return new(ValueList.From(Of(Field(card, "Header"), Field(card, "Body"), Field(card, "Button"))));
    }

    /// <summary>
    /// A message with components of WhatsApp's JSON: a text, or what ConvertFrom-Json made of one; a list, or one of them.
    /// </summary>
    /// <exception cref="WaException">It is not JSON, or names a file of this machine.</exception>
    public static TemplateMessage OfJson(string name, string language, object components)
    {
        try
        {
            JsonData json = Cell.Unwrap(components) is string text ? JsonData.Parse(text) : JsonInput.ToJson(components);
            TemplateMessage message = TemplateJson.Of(name, language, json);
            JsonInput.NoFiles(message);
            return message;
        }
        catch (FormatException error)
        {
            throw new WaException(ErrorCause.BadJson, error.Message);
        }
    }

    private static ValueList<TemplateParameter> BodyOf(object body) => body is IDictionary named
        ? ValueList.From(named.Keys.Cast<object>().Select(name =>
            TemplateParameter.OfText(Said(named[name], $"The value of {name}"), Said(name, "A name in -Body"))))
        : ValueList.From((body is IEnumerable and not string ? ((IEnumerable)body).Cast<object?>() : [body])
            .Select((value, place) => TemplateParameter.OfText(Said(value, $"Value {place + 1} of -Body"))));

    private static TemplateParameter HeaderOf(object header)
    {
        switch (header)
        {
            case Header media:
                return OfHeader(media);
            case IDictionary place when Has(place, "Latitude"):
                Known(place, "A place", "Latitude", "Longitude", "Name", "Address");
                return Object("location", ["latitude", "longitude", "name", "address"], place, "Latitude", "Longitude", "Name", "Address");
            case IDictionary product when Has(product, "ProductId"):
                Known(product, "A product", "ProductId", "CatalogId");
                return Object("product", ["product_retailer_id", "catalog_id"], product, "ProductId", "CatalogId");
            case IDictionary:
                throw Bad(
                    "The header is neither a place nor a product.",
                    "Give Latitude, Longitude, Name and Address, or CatalogId and ProductId.");
            default:
                return TemplateParameter.OfText(Said(header, "The value of -Header"));
        }
    }

    private static TemplateParameter OfHeader(Header header)
    {
        if (header.Type == "text")
        {
            return TemplateParameter.OfText(header.Text ?? "");
        }

        Dictionary<string, object> media = [];
        foreach ((string name, string? value) in new[]
        {
            ("id", header.MediaId), ("link", header.Link), ("filename", header.FileName), ("caption", header.Caption),
        })
        {
            if (value is not null)
            {
                media[name] = value;
            }
        }

        return new(header.Type) { Value = JsonData.FromValue(media) };
    }

    private static TemplateComponent ButtonOf(string index, object? given)
    {
        if (Cell.Unwrap(given) is not IDictionary button)
        {
            throw Bad($"Button {index} does not say what kind of button it is.", ButtonForms);
        }

        Known(button, $"Button {index}", "Payload", "Url", "CouponCode", "FlowToken", "FlowData", "Thumbnail", "Sections");
        (string kind, TemplateParameter value) = button switch
        {
            _ when Has(button, "Payload") => ("quick_reply", Text("payload", "Payload")),
            _ when Has(button, "Url") => ("url", Text("text", "Url")),
            _ when Has(button, "CouponCode") => ("copy_code", Text("coupon_code", "CouponCode")),
            _ when Has(button, "Sections") => ("mpm", Action(("thumbnail_product_retailer_id", "Thumbnail"), ("sections", "Sections"))),
            _ when Has(button, "Thumbnail") => ("catalog", Action(("thumbnail_product_retailer_id", "Thumbnail"))),
            _ when Has(button, "FlowToken") || Has(button, "FlowData") =>
                ("flow", Action(("flow_token", "FlowToken"), ("flow_action_data", "FlowData"))),
            _ => throw Bad($"Button {index} is empty.", ButtonForms),
        };
        return new("button") { SubType = kind, Index = index, Parameters = [value] };

        TemplateParameter Text(string type, string key) => new(type) { Text = Said(Field(button, key), $"{key} of button {index}") };

        TemplateParameter Action(params (string Name, string Key)[] fields) => new("action")
        {
            Value = JsonInput.ToJson(fields.Where(field => Has(button, field.Key))
                .ToDictionary(field => field.Name, field => Field(button, field.Key))),
        };
    }

    private static TemplateParameter Object(string type, string[] names, IDictionary from, params string[] keys) => new(type)
    {
        Value = JsonData.FromValue(names.Zip(keys).Where(pair => Has(from, pair.Second))
            .ToDictionary(pair => pair.First, pair => (object)Said(Field(from, pair.Second), pair.Second))),
    };

    private static object? Field(IDictionary from, string name) =>
        from.Keys.Cast<object>().Where(key => name.Equals($"{key}", StringComparison.OrdinalIgnoreCase)).Select(key => from[key])
            .FirstOrDefault();

    private static bool Has(IDictionary from, string name) => Cell.Unwrap(Field(from, name)) is not null;

    private static void Known(IDictionary given, string what, params string[] names)
    {
        if (given.Keys.Cast<object>().Select(key => $"{key}").FirstOrDefault(key => !names.Contains(key, StringComparer.OrdinalIgnoreCase))
            is { } foreign)
        {
            throw Bad($"{what} has no {PrintableText.Quote(foreign)}.", $"It has {string.Join(", ", names)}.");
        }
    }

    private static string Said(object? value, string what) => UserCode.Read(() => Cell.Text(value), what) ?? "";

    private static WaException Bad(string message, string recommendation) => new(ErrorCause.BadInput, message, recommendation);
}
