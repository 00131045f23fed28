using System.Security.Cryptography;
using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// A page that stands alone and can be mailed: its content security policy forbids every request and every script, and lets in no style
/// but its own. The same input gives the same bytes.
/// </summary>
internal static class HtmlPage
{
    /// <summary>The whole page.</summary>
    /// <param name="title">What the window is called.</param>
    /// <param name="style">The style sheet that follows the one all pages share: a resource, such as <c>Report/report.css</c>.</param>
    /// <param name="body">Writes what stands in the body.</param>
    public static string Write(string title, string style, Action<HtmlWriter> body)
    {
        string css = Resource("Html/base.css") + Resource(style);
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(css)));
        string policy = $"default-src 'none'; img-src data:; style-src 'sha256-{hash}'";
        HtmlWriter html = new();
        html.Own("<!doctype html>\n").Open("html", null, ("lang", "en")).Own("\n").Open("head").Own("\n")
            .Void("meta", null, ("charset", "utf-8")).Own("\n")
            .Void("meta", null, ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Own("\n")
            .Void("meta", null, ("name", "color-scheme"), ("content", "light dark")).Own("\n")
            .Void("meta", null, ("http-equiv", "Content-Security-Policy"), ("content", policy)).Own("\n")
            .Void("link", null, ("rel", "icon"), ("href", "data:,")).Own("\n")
            .Element("title", null, title).Own("\n").Own("<style>").Own(css).Own("</style>\n").Close().Own("\n")
            .Open("body").Own("\n");
        body(html);
        return html.Own("\n").Close().Own("\n").Close().Own("\n").ToString();
    }

    /// <summary>The text of a file that the assembly holds.</summary>
    /// <param name="path">Its folder and name.</param>
    public static string Resource(string path)
    {
        using Stream stream = typeof(HtmlPage).Assembly.GetManifestResourceStream($"InteractiveMessaging.{path.Replace('/', '.')}")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
