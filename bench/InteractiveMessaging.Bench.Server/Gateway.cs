using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace InteractiveMessaging.Bench.Server;

/// <summary>Answers as AISoule does, treats a request as its query says, and counts.</summary>
internal sealed class Gateway
{
    private static readonly byte[] Refusal = """{"success":false,"error":{"code":"UNAVAILABLE","message":"Not now."}}"""u8.ToArray();

    private readonly ConcurrentDictionary<string, Route> _routes = new(StringComparer.Ordinal);

    public Task AnswerAsync(HttpContext context)
    {
        Route route = _routes.GetOrAdd(
            context.Request.QueryString.Value ?? "", static (_, context) => Route.Read(context.Request.Query), context);
        return HttpMethods.IsPost(context.Request.Method) ? TakeAsync(context, route) : TellAsync(context, route);
    }

    private static async Task TakeAsync(HttpContext context, Route route)
    {
        long number = route.Tally.Arrived();
        long bytes = await DrainAsync(context.Request.BodyReader);
        if (route.Delay > TimeSpan.Zero)
        {
            await Task.Delay(route.Delay);
        }

        bool refused = route.Every > 0 && number % route.Every == 0;
        if (!refused)
        {
            route.Tally.Accepted(bytes);
        }

        context.Response.StatusCode = refused ? route.Status : StatusCodes.Status200OK;
        Reply(context.Response, refused
            ? Refusal
            : Encoding.ASCII.GetBytes($$"""{"success":true,"message_id":"taken-{{number:d9}}","status":"queued"}"""));
    }

    private static async Task TellAsync(HttpContext context, Route route)
    {
        Reply(context.Response, JsonSerializer.SerializeToUtf8Bytes(route.Tally.Take()));
        await context.Response.BodyWriter.FlushAsync();
    }

    private static void Reply(HttpResponse response, byte[] body)
    {
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.BodyWriter.Write(body);
    }

    private static async ValueTask<long> DrainAsync(PipeReader body)
    {
        long bytes = 0;
        while (true)
        {
            ReadResult read = await body.ReadAsync();
            bytes += read.Buffer.Length;
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return bytes;
            }
        }
    }

    /// <summary>How requests with one query are treated, and what came by it.</summary>
    private sealed record Route(TimeSpan Delay, int Status, int Every)
    {
        public Tally Tally { get; } = new();

        public static Route Read(IQueryCollection query) =>
            new(TimeSpan.FromMilliseconds(Number(query, "delay", 0)), Number(query, "status", 503), Number(query, "every", 0));

        private static int Number(IQueryCollection query, string name, int otherwise) =>
            int.TryParse(query[name], out int value) ? value : otherwise;
    }
}
