import { readFileSync } from 'node:fs';
import WebSocket from 'ws';
import { until } from '../e2e/support/ui.ts';
import { accessToken } from '../scripts/start/api.ts';
import { bareClient } from './push.ts';
import type { Bench } from './support/figure.ts';
import { startBenchServer } from './support/world.ts';

const CLIENTS = 1_000;

/** What one connected client that does nothing costs the server in memory. */
export const bench: Bench = {
  name: 'clients',
  async run(report) {
    const server = await startBenchServer({ NODE_OPTIONS: '--inspect=127.0.0.1:0' });
    const sockets: WebSocket[] = [];
    try {
      const memory = await connectInspector(server.log);
      const token = await accessToken(server.url, 'alice');
      const connect = async (count: number) => {
        for (let n = 0; n < count; n += 1)
          sockets.push(await bareClient(server.url, 'alice', () => {}, token));
      };
      // The first hundred pay for code and pools.
      await connect(100);
      const before = await memory.used();
      await connect(CLIENTS);
      const value = ((await memory.used()) - before) / CLIENTS;
      report({ name: `memory per connected client, of ${CLIENTS}`, value, unit: 'kB', budget: 20 });
      memory.close();
    } finally {
      for (const socket of sockets) socket.terminate();
      await server.stop();
    }
  },
};

interface Memory {
  /** Heap and what it holds outside of it, in kB, after a garbage collection. */
  used(): Promise<number>;
  close(): void;
}

/** Asks a Node process about its memory over its inspector, whose address stands in its log. */
async function connectInspector(log: string): Promise<Memory> {
  const address = await until(
    'the address of the inspector',
    async () => /Debugger listening on (ws:\S+)/.exec(readFileSync(log, 'utf8'))?.[1],
  );
  const socket = new WebSocket(address);
  await new Promise((open) => socket.once('open', open));
  let last = 0;
  const ask = (method: string, params: object = {}) => {
    last += 1;
    const id = last;
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise<{ result: { value: number } }>((answered) => {
      const listen = (data: WebSocket.RawData) => {
        const message = JSON.parse(data.toString());
        if (message.id !== id) return;
        socket.off('message', listen);
        answered(message.result);
      };
      socket.on('message', listen);
    });
  };
  const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())';
  return {
    async used() {
      await ask('HeapProfiler.collectGarbage');
      await ask('HeapProfiler.collectGarbage');
      return (await ask('Runtime.evaluate', { expression })).result.value / 1000;
    },
    close: () => socket.close(),
  };
}
