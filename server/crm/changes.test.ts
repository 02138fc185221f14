import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poll, type Stamped } from './changes.ts';

const MINUTE = 60_000;
const at = (milliseconds: number) => new Date(Date.UTC(2031, 0, 1) + milliseconds).toISOString();

/** A CRM that notes times to the second, and lets them be set. */
class Crm {
  readonly records = new Map<string, Stamped>();
  #marks = 0;

  put(id: string, moment: number): void {
    const seconds = Math.floor(moment / 1000) * 1000;
    this.#marks += 1;
    const createdAt = this.records.get(id)?.createdAt ?? at(seconds);
    this.records.set(id, { id, createdAt, updatedAt: at(seconds), mark: String(this.#marks) });
  }

  async newest(): Promise<string | null> {
    const stamps = [...this.records.values()].map(({ updatedAt }) => updatedAt).sort();
    return stamps.at(-1) ?? null;
  }

  async since(moment: string): Promise<Stamped[]> {
    return [...this.records.values()].filter(({ updatedAt }) => updatedAt >= moment);
  }
}

describe('polling for changes', () => {
  it('begins now, also when there is nothing yet', async () => {
    const crm = new Crm();
    const start = await poll(crm, null);
    expect(start.changes).toEqual([]);
    crm.put('a', 0);
    const next = await poll(crm, start.cursor);
    expect(next.changes).toEqual([{ id: 'a', event: 'added', at: at(0) }]);
    expect((await poll(crm, next.cursor)).changes).toEqual([]);
  });

  it('sees the second change of one second', async () => {
    const crm = new Crm();
    crm.put('a', 5_100);
    const { cursor } = await poll(crm, null);
    crm.put('a', 5_900);
    expect((await poll(crm, cursor)).changes).toEqual([{ id: 'a', event: 'modified', at: at(5_000) }]);
  });

  it('sees what a long transaction brings with an earlier time', async () => {
    const crm = new Crm();
    crm.put('a', 5 * MINUTE);
    const { cursor } = await poll(crm, null);
    crm.put('late', 5 * MINUTE - 40_000);
    const { changes } = await poll(crm, cursor);
    expect(changes).toEqual([{ id: 'late', event: 'added', at: at(5 * MINUTE - 40_000) }]);
  });

  it('tells of a record once, as added, when it was changed before anybody asked', async () => {
    const crm = new Crm();
    const { cursor } = await poll(crm, null);
    crm.put('a', 0);
    crm.put('a', 30_000);
    expect((await poll(crm, cursor)).changes).toEqual([{ id: 'a', event: 'added', at: at(30_000) }]);
  });

  it('takes everything for modified where the CRM does not tell when it was added', async () => {
    const source = {
      newest: async () => null,
      since: async () => [{ id: 'a', createdAt: null, updatedAt: at(0), mark: '1' }],
    };
    const { cursor } = await poll({ ...source, since: async () => [] }, null);
    expect((await poll(source, cursor)).changes).toMatchObject([{ event: 'modified' }]);
  });

  it('keeps the cursor small: it remembers one minute', async () => {
    const crm = new Crm();
    for (let index = 0; index < 500; index += 1) crm.put(String(index), index * 1000);
    const { cursor } = await poll(crm, null);
    expect(Object.keys(JSON.parse(cursor).seen)).toHaveLength(61);
  });

  it('refuses a cursor that is none', async () => {
    for (const cursor of ['', '{}', 'yesterday', '{"at":"never","seen":{}}']) {
      await expect(poll(new Crm(), cursor)).rejects.toMatchObject({ code: 'value-refused' });
    }
  });

  it('misses nothing and tells nothing twice, however changes and polls take turns', async () => {
    const step = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      later: fc.nat({ max: 90_000 }),
      isPoll: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const crm = new Crm();
        let { cursor } = await poll(crm, null);
        let time = 0;
        let changed = new Map<string, 'added' | 'modified'>();
        for (const { id, later, isPoll } of steps) {
          if (isPoll) {
            const { changes, cursor: next } = await poll(crm, cursor);
            expect(new Map(changes.map((change) => [change.id, change.event]))).toEqual(changed);
            expect(changes).toHaveLength(changed.size);
            cursor = next;
            changed = new Map();
          } else {
            time += later;
            changed.set(id, changed.get(id) ?? (crm.records.has(id) ? 'modified' : 'added'));
            crm.put(id, time);
          }
        }
      }),
    );
  });
});
