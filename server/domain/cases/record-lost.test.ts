/** A record that is not found any more, and a CRM that is written to while the case ends (behaviour 8.5). */
import { beforeEach, describe, expect, test } from 'vitest';
import { sampleCase } from '../../../lib/cases/testing/sample-case.ts';
import type { MemoryCrm } from '../../actions/testing/memory-crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { cancelInstance, readInstance } from '../../testing/instances.ts';
import { useCases } from '../../testing/use-cases.ts';
import { recordEvents } from '../record-events.ts';

const bench = useCases();
const MINUTE = 60_000;

let instance: string;
let crm: MemoryCrm;

beforeEach(async () => {
  if (!bench.crm) throw new Error('Expected a CRM, got none.');
  crm = bench.crm;
  await bench.deployCase(sampleCase());
  instance = await bench.begin('1');
  await bench.work();
});

const hear = (event: 'modified' | 'deleted') =>
  recordEvents(bench.around, [
    { system: 'crm-1', type: 'lead', id: '1', event, changedFields: null, data: { id: '1' } },
  ]);

const lines = async (event: string) =>
  (await readInstance(bench.around, instance)).log.filter((line) => line.event === event);

describe('a record that is not found', () => {
  test('is looked for once more after a minute, which the log says; then the case ends', async () => {
    await crm.remove('lead', '1');
    await hear('modified');
    await bench.work();
    const problem = expect.stringContaining('looked for once more');
    expect((await bench.view('1')).case?.agreement).toEqual({ state: 'agreed' });
    expect((await lines('job.created')).at(-1)).toMatchObject({ data: { problem } });
    expect(await bench.statusOf(instance)).toBe('running');
    bench.clock.forward(MINUTE + 1000);
    await bench.work();
    expect(await lines('instance.cancelled')).toMatchObject([
      { data: { problem: expect.stringContaining('second look') } },
    ]);
    expect((await bench.view('1')).case).toBeNull();
  });

  test('ends the case at once when the CRM has told that it was deleted', async () => {
    await crm.remove('lead', '1');
    await hear('deleted');
    await bench.work();
    expect(await lines('instance.cancelled')).toMatchObject([
      { data: { problem: expect.stringContaining('the CRM says') } },
    ]);
  });

  test('is no record that was deleted, where the connection finds no other either: its rights may have gone', async () => {
    for (const id of ['1', '2', '3', '4']) await crm.remove('lead', id);
    await hear('modified');
    await bench.work();
    bench.clock.forward(MINUTE + 1000);
    await bench.work();
    expect(await bench.statusOf(instance)).toBe('running');
    const job = bench.db.selectFrom('job').select('problem').where('instance', '=', instance);
    expect(await job.executeTakeFirst()).toMatchObject({
      problem: expect.stringContaining('lost its rights'),
    });
  });
});

describe('a case that ends while its stage is written', () => {
  const end = async () =>
    cancelInstance(bench.around, await bench.user('admin'), instance, 'Begun by mistake.');

  /** Writes the next stage; `during` happens with the request, before or after the CRM has carried it out. */
  async function writeWhile(during: () => Promise<unknown>, when: 'before' | 'reading' | 'after') {
    const { modify, readOne } = crm;
    if (when === 'reading')
      crm.readOne = async (...given) => {
        crm.readOne = readOne;
        await during();
        return readOne.apply(crm, given);
      };
    else
      crm.modify = async (...given) => {
        crm.modify = modify;
        if (when === 'before') await during();
        await modify.apply(crm, given);
        if (when === 'after') await during();
      };
    await bench.complete(instance);
    await bench.move('1', 'propose');
    await bench.work();
  }

  test('writes nothing any more, when nothing has been written', async () => {
    await writeWhile(end, 'reading');
    expect(await bench.stageInCrm('1')).toBe('qualify');
    expect(await bench.statusOf(instance)).toBe('cancelled');
    expect(await lines('case.written-late')).toEqual([]);
  });

  test('says in its log what was written, and comes back by nothing', async () => {
    await writeWhile(end, 'before');
    expect(await bench.stageInCrm('1')).toBe('propose');
    expect(await bench.statusOf(instance)).toBe('cancelled');
    expect(await lines('case.written-late')).toMatchObject([{ data: { value: 'propose' } }]);
  });

  test('says that it does not know, when no answer came', async () => {
    await writeWhile(async () => {
      await end();
      throw new CrmError('unreachable', 'Expected an answer, got none.', { uncertain: true });
    }, 'after');
    expect(await lines('case.maybe-written')).toMatchObject([{ data: { value: 'propose' } }]);
    expect(await bench.work()).toEqual([]);
  });

  test('has the case that follows it look again, so that this one agrees with what was written', async () => {
    let next = '';
    await writeWhile(async () => {
      await end();
      next = await bench.begin('1');
      // It has seen the record as it was before.
      await bench.work();
    }, 'before');
    expect(next).not.toBe('');
    expect((await bench.view('1')).case).toMatchObject({
      ...{ instance: next, stage: 'propose', agreement: { state: 'agreed' } },
    });
  });
});
