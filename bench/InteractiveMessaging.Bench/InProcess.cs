using System.Diagnostics;

namespace InteractiveMessaging.Bench;

/// <summary>What is common to contenders in this process: a warm-up, a clean heap, the clocks.</summary>
internal abstract class InProcess : IContender
{
    public async Task<Sample> RunAsync(Job job)
    {
        if (job.WarmUp > 0)
        {
            await SendAsync(job, job.WarmUp);
        }

        GC.Collect();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long allocated = GC.GetTotalAllocatedBytes();
        long start = Stopwatch.GetTimestamp();
        await SendAsync(job, job.Count);
        return new()
        {
            Messages = job.Count,
            Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
            Cpu = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            Allocated = GC.GetTotalAllocatedBytes() - allocated,
        };
    }

    public abstract ValueTask DisposeAsync();

    protected abstract Task SendAsync(Job job, int count);
}
