import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { TaskEnd } from '../protocol/index.ts';
import { type Client, startClient } from '../testing/client.ts';
import { FakeAuth } from '../testing/fake-auth.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { settled } from '../testing/ports.ts';
import { ALL_TASKS, sampleTask } from '../testing/samples.ts';

const END: TaskEnd = { reason: 'completed', by: null, at: '2026-01-01T10:00:00Z' };

beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  vi.spyOn(fakeBrowser.runtime, 'getPlatformInfo').mockResolvedValue({
    os: 'linux',
    arch: 'x86-64',
  } as never);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
});

/** What can happen to a client and a server, in any order. */
type Step =
  | { do: 'upsert' | 'remove'; id: number }
  | { do: 'cut' | 'kill' | 'settle' | 'pass' | 'epoch' }
  | { do: 'repeat'; from: number; count: number }
  | { do: 'burst'; count: number }
  | { do: 'start' | 'mute' | 'forget' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('upsert', 'remove'), id: fc.nat(8) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('cut', 'kill', 'settle', 'pass') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('epoch') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('repeat'),
      from: fc.nat(10),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('burst'), count: fc.integer({ min: 20, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('start', 'mute', 'forget') }) },
) as fc.Arbitrary<Step>;

/** A server and the lives of one client, to which anything may happen. */
class Run {
  readonly server = new FakeServer();
  readonly #auth = new FakeAuth();
  readonly #name: string;
  /** The commands that were taken, in order. */
  readonly taken: string[] = [];
  #client: Client | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  get client(): Client {
    if (!this.#client) throw new Error('Expected a client that has begun.');
    return this.#client;
  }

  async begin(): Promise<void> {
    this.#client?.kill();
    const { transport } = this.server;
    this.#client = await startClient(this.#name, this.#auth, {
      transports: { socket: transport, http: transport },
    });
  }

  async take(step: Step, index: number): Promise<void> {
    const { server } = this;
    const change = (id: string) =>
      server.emit({ type: 'task.upserted', task: sampleTask(id, { title: `${index}` }) });
    switch (step.do) {
      case 'upsert':
        return change(`t${step.id}`);
      case 'burst':
        for (let n = 0; n < step.count; n += 1) change(`b${n}`);
        return;
      case 'remove':
        return server.emit({ type: 'task.removed', task: `t${step.id}`, end: END });
      case 'repeat':
        return server.repeat(step.from, step.count);
      case 'forget':
        server.forgetful = !server.forgetful;
        return;
      case 'mute':
        server.mute = !server.mute;
        return;
      case 'epoch':
        return server.newEpoch();
      case 'cut':
        return server.cut();
      case 'settle':
        return settled(3);
      case 'pass':
        return pass(5000);
      case 'kill':
        return this.begin();
      case 'start':
        return this.#start(`c${index}`);
    }
  }

  async #start(id: string): Promise<void> {
    const command = { type: 'process.start', process: id, record: null } as const;
    if (!(await this.client.outbox.add({ id, command, title: '', tab: null }))) return;
    this.taken.push(id);
    void this.client.delivery.pump();
  }

  /** The server behaves again, and something happens that everybody hears. */
  async calm(): Promise<void> {
    this.server.mute = false;
    this.server.forgetful = false;
    this.server.emit({ type: 'task.upserted', task: sampleTask('last') });
    await pass(40_000);
  }
}

/** Time goes by in steps, as storage answers between timers. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1000) {
    await vi.advanceTimersByTimeAsync(Math.min(left, 1000));
    await settled(20);
  }
}

/** What has gone wrong once: the line breaks while the gap that it brought is being looked at. */
const BROKE_AT_A_GAP: Step[] = [
  { do: 'forget' },
  { do: 'burst', count: 20 },
  { do: 'repeat', from: 1, count: 1 },
  { do: 'repeat', from: 0, count: 1 },
  { do: 'epoch' },
];

it('ends equal to the server, with every command carried out once, whatever happened', async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      count += 1;
      const name = `any-order-${count}`;
      await fakeBrowser.storage.session.clear();
      const run = new Run(name);
      await run.begin();
      await settled();
      for (const [index, one] of steps.entries()) await run.take(one, index);
      await run.calm();
      const { client, server } = run;
      expect(client.link.live).toBe(true);
      const stored = await client.cache.list(ALL_TASKS);
      const byId = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id);
      expect(stored.items.toSorted(byId)).toEqual([...server.tasks.values()].toSorted(byId));
      expect([stored.total, client.cache.attention]).toEqual([server.tasks.size, server.tasks.size]);
      expect(client.cache.cursor).toEqual({ epoch: server.epoch, offset: server.offset });
      const effects = server.effects.map((command) => command.type === 'process.start' && command.process);
      expect(effects).toEqual(run.taken);
      expect(await client.outbox.all()).toEqual([]);
      client.kill();
      await deleteDB(name);
    }),
    { numRuns: 60, examples: [[BROKE_AT_A_GAP]] },
  );
});
