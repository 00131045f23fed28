// The library whatsapp-api-js as a contender. Each line of the input is a job (JSON), each output line that begins with @ what it took.
// The library posts to Meta's address; its own seam for another fetch sends the same request to the bench's server.
import { createInterface } from 'node:readline';
import { WhatsAppAPI } from 'whatsapp-api-js';
import { ActionButtons, Body, Button, Footer, Interactive } from 'whatsapp-api-js/messages';

let url;
const api = new WhatsAppAPI({ token: 'bench', secure: false, v: 'v24.0', ponyfill: { fetch: (_, request) => fetch(url, request) } });
const titles = ['Yes', 'No', 'Call me'];

async function send(count, workers) {
    let next = 0;
    await Promise.all(Array.from({ length: workers }, async () => {
        for (let i = next++; i < count; i = next++) {
            const message = new Interactive(
                new ActionButtons(...titles.map(title => new Button(title, title))),
                new Body(`Hello Name${i}, your visit is on Friday at 9 am. Does that suit you?`),
                new Footer('Reply to this message'));
            const reply = await api.sendMessage('1', { phone: `39333${String(i).padStart(7, '0')}` }, message);
            if (!reply.message_id) {
                throw new Error(JSON.stringify(reply));
            }
        }
    }));
}

for await (const line of createInterface({ input: process.stdin })) {
    const job = JSON.parse(line);
    url = job.Url;
    let answer;
    try {
        await send(job.WarmUp, job.Workers);
        const cpu = process.cpuUsage();
        const start = performance.now();
        await send(job.Count, job.Workers);
        const seconds = (performance.now() - start) / 1000;
        const used = process.cpuUsage(cpu);
        answer = { Messages: job.Count, Seconds: seconds, Cpu: (used.user + used.system) / 1e6 };
    } catch (error) {
        answer = { Error: String(error) };
    }
    console.log('@' + JSON.stringify(answer));
}
