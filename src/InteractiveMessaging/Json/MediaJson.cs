using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Writes and reads pictures, videos, documents and sounds: the object that holds <c>type</c> and the file.</summary>
internal static class MediaJson
{
    /// <summary>A media message.</summary>
    public static void Write(Utf8JsonWriter json, MediaMessage message)
    {
        json.WriteStartObject();
        json.WriteString("type", message.Type);
        json.WriteStartObject(message.Type);
        MessageWriter.WriteOptional(json, "id", message.MediaId);
        MessageWriter.WriteOptional(json, "link", message.Link);
        MessageWriter.WriteOptional(json, "caption", message.Caption);
        MessageWriter.WriteOptional(json, "filename", message.FileName);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Reads a media message of this kind.</summary>
    public static Message Read(JsonElement message, string kind)
    {
        JsonElement media = message.Child(kind);
        return MediaMessage.Of(kind) with
        {
            MediaId = media.Text("id"),
            Link = media.Text("link"),
            Caption = media.Text("caption"),
            FileName = media.Text("filename"),
        };
    }
}
