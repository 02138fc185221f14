/** A CRM tells of a new record, but not the field that a case is chosen by (behaviour 8.2). */
import { describe, expect, test } from 'vitest';
import { sampleCase } from '../../../lib/cases/testing/sample-case.ts';
import type { Values } from '../../../lib/protocol/index.ts';
import { CrmError } from '../../crm/errors.ts';
import { SMALL, useCases } from '../../testing/use-cases.ts';
import { recordEvents } from '../record-events.ts';

const bench = useCases();

async function hear(id: string, data: Values) {
  const record = { system: 'crm-1', type: 'lead', id, title: null, url: null };
  await recordEvents(bench.around, [{ ...record, event: 'added', changedFields: null, data }]);
}

const stageOf = async (id: string) => (await bench.view(id)).case?.stage;

async function failedStarts() {
  const rows = await bench.db
    .selectFrom('process_log')
    .select('data')
    .where('process', '=', 'sale')
    .where('event', '=', 'start-failed')
    .execute();
  return rows.map(({ data }) => data);
}

describe('[M37] a new record of which the CRM does not tell the field of the condition', () => {
  test('is read, and its case begins where it stands', async () => {
    await bench.deployCase(sampleCase({ condition: SMALL }));
    await hear('1', { id: '1' });
    await hear('2', { id: '2' });
    await bench.work({ twice: true });
    expect([await stageOf('1'), await stageOf('2')]).toEqual(['qualify', undefined]);
    expect(await failedStarts()).toEqual([]);
  });

  test('is waited for while its CRM cannot be asked', async () => {
    await bench.deployCase(sampleCase({ condition: SMALL }));
    if (bench.crm) bench.crm.fault = new CrmError('unreachable', 'Expected an answer, got none.');
    await hear('1', { id: '1' });
    await expect(bench.work()).rejects.toThrow('got none');
    expect(await failedStarts()).toEqual([]);
  });

  test('is none that anything begins on where nobody can tell, and the log of the case says so', async () => {
    await bench.deployCase(sampleCase({ condition: SMALL }));
    if (bench.crm) bench.crm.fault = new CrmError('field-unknown', 'Expected a field of lead, got size.');
    await hear('1', { id: '1' });
    await bench.work();
    bench.crm = null;
    await hear('3', { id: '3' });
    await bench.work();
    expect(await failedStarts()).toMatchObject([
      { record: { id: '1' }, problem: expect.stringContaining('Expected a field of lead, got size.') },
      { record: { id: '3' }, problem: expect.stringContaining('the field size of lead 3') },
    ]);
    expect([await stageOf('1'), await stageOf('3')]).toEqual([undefined, undefined]);
  });

  test('is told by the CRM to have no value, and needs no look: the case is not for it', async () => {
    await bench.deployCase(sampleCase({ condition: SMALL }));
    await hear('1', { id: '1', size: null });
    expect(await bench.work()).toEqual([]);
    expect(await failedStarts()).toEqual([]);
  });
});
