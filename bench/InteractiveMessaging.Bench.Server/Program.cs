using System.Net;
using InteractiveMessaging.Bench.Server;

// A stand-in for a provider. What a request's query says is how it is treated, and every query has a tally of its own:
//   POST /messages?run=raw&delay=20              accepted after 20 ms
//   POST /messages?run=faults&status=503&every=50  every fiftieth refused with HTTP 503
//   GET  /messages?run=raw&delay=20              what came by this query since the last look
// It says its address on the first line and ends when its input does, so it never outlives the bench.
WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, 0);
});

await using WebApplication app = builder.Build();
Gateway gateway = new();
app.Run(gateway.AnswerAsync);
await app.StartAsync();
Console.WriteLine(app.Urls.Single());
await Console.In.ReadToEndAsync();
