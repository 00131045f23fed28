using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using InteractiveMessaging.Bench.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;

// A stand-in for a provider. What a request's query says is how it is treated, and every query has a tally of its own:
//   POST /messages?run=raw&delay=20              accepted after 20 ms
//   POST /messages?run=faults&status=503&every=50  every fiftieth refused with HTTP 503
//   GET  /messages?run=raw&delay=20              what came by this query since the last look
// It listens in plain HTTP, and twice with TLS: one port speaks HTTP/1.1 and one HTTP/2, so that whoever negotiates gets the version of the
// port. Its first line is a JSON object with the three addresses and the certificate of the authority that signed its own. It ends when its
// input does, so it never outlives the bench.
WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
Authority authority = new();
using X509Certificate2 certificate = authority.ForLoopback();
builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, 0);
    foreach (HttpProtocols version in new[] { HttpProtocols.Http1, HttpProtocols.Http2 })
    {
        kestrel.Listen(IPAddress.Loopback, 0, port =>
        {
            port.Protocols = version;
            port.UseHttps(certificate);
        });
    }
});

await using WebApplication app = builder.Build();
Gateway gateway = new();
app.Run(gateway.AnswerAsync);
await app.StartAsync();
string[] urls = [.. app.Urls];
Console.WriteLine(JsonSerializer.Serialize(new { Plain = urls[0], Http1 = urls[1], Http2 = urls[2], Authority = authority.Pem }));
await Console.In.ReadToEndAsync();
