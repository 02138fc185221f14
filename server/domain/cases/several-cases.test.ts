/** Several cases for the records of one section, and versions of one (behaviour 8.1, 8.2, 8.8), on a CRM in memory. */
import { describe, expect, test } from 'vitest';
import { sampleCase, stage } from '../../../lib/cases/testing/sample-case.ts';
import { readInstance } from '../../testing/instances.ts';
import { SMALL, useCases } from '../../testing/use-cases.ts';
import { deployFiles } from '../deployments.ts';
import { setState } from '../process-settings.ts';
import { checkFiles } from '../reading/check.ts';
import { readLibrary } from '../reading/library.ts';

const bench = useCases();

describe('[M39] a section has several cases', () => {
  const big = sampleCase({ key: 'big', name: 'Big sale', condition: { field: 'size', values: ['big'] } });
  const small = sampleCase({ condition: SMALL });

  test('a record is offered the one that its field chooses', async () => {
    await bench.deployCase(small);
    await bench.deployCase(big);
    expect((await bench.view('1')).offer).toMatchObject({ process: 'sale' });
    expect((await bench.view('2')).offer).toMatchObject({ process: 'big' });
  });

  test('each with stages of its own, as many as it needs, and each says for which values it is', async () => {
    const stages = ['visit', 'audit', 'offer', 'board', 'contract'].map((id) => stage(id));
    const long = sampleCase({ stages: [...stages, stage('won', { end: 'successful' })] }).stages;
    await bench.deployCase(small);
    await bench.deployCase({ ...big, stages: long });
    await bench.begin('1');
    await bench.begin('2', 'big');
    await bench.work();
    const barOf = async (id: string) => (await bench.view(id)).case?.stages.map((one) => one.id);
    expect(await barOf('1')).toEqual(['qualify', 'propose', 'won', 'lost']);
    expect(await barOf('2')).toEqual(['visit', 'audit', 'offer', 'board', 'contract', 'won']);
    const saying = (await readLibrary(bench.db)).map(({ key, condition }) => [key, condition]);
    expect(saying.toSorted()).toEqual([
      ['big', { field: 'size', values: ['big'] }],
      ['sale', { field: 'size', values: ['small'] }],
    ]);
  });

  test('another value asks for another case: the old one is cancelled, the new one begins where the record stands', async () => {
    await bench.deployCase(small);
    await bench.deployCase(big);
    const old = await bench.begin('1');
    await bench.work();
    await bench.crm?.modify('lead', '1', { size: 'big', status: 'propose' });
    const { case: found } = await bench.view('1');
    expect(found?.change).toEqual({ process: 'big', name: 'Big sale', version: 1, reason: 'field' });
    const { revision } = found ?? { revision: 0 };
    await bench.decide({ type: 'case.change', instance: old, process: 'big', revision });
    await bench.work();
    expect(await bench.statusOf(old)).toBe('cancelled');
    expect((await bench.view('1')).case).toMatchObject({
      process: { key: 'big' },
      stage: 'propose',
      change: null,
    });
  });

  test('a newer version is offered; what runs keeps its own, with the stages that it has', async () => {
    await bench.deployCase(sampleCase());
    const instance = await bench.begin('1');
    const next = sampleCase({
      stages: [stage('qualify'), stage('won', { end: 'successful' }), stage('lost', { end: 'unsuccessful' })],
    });
    await bench.deployCase(next);
    const { case: found } = await bench.view('1');
    expect(found).toMatchObject({
      ...{ instance, process: { version: 1 }, change: { version: 2, reason: 'version' } },
    });
    expect(found?.stages.map(({ id }) => id)).toContain('propose');
  });

  test('without a connection the other begins in the stage that is the same as that of the one before, and says so', async () => {
    const stages = [
      stage('fresh', { value: 'a' }),
      stage('second', { value: 'b', name: 'Propose ' }),
      stage('third', { value: 'propose' }),
      stage('done', { value: 'c', end: 'successful' }),
    ];
    await bench.deployCase(small);
    await bench.deployCase({ ...big, stages: sampleCase({ stages }).stages });
    bench.crm = null;
    const told = async (instance: string) => {
      const { log } = await readInstance(bench.around, instance);
      return log.find(({ event }) => event === 'instance.started')?.data;
    };
    const change = async (process: string) => {
      const found = (await bench.view('1')).case;
      if (!found) throw new Error('Expected a case, got none.');
      const { instance, revision } = found;
      return (await bench.decide({ type: 'case.change', instance, process, revision })).instance;
    };
    const first = await bench.begin('1');
    await bench.work();
    await bench.complete(first);
    await bench.move('1', 'propose');
    const second = await change('big');
    expect((await bench.view('1')).case).toMatchObject({ process: { key: 'big' }, stage: 'third' });
    expect(await told(second)).toMatchObject({ details: expect.stringContaining('begins in third') });
    await bench.work();
    expect((await bench.view('1')).case).toMatchObject({ stage: 'third', agreement: { state: 'apart' } });
    // Of the other value and id, and called the same.
    await bench.move('1', 'second');
    await change('sale');
    expect((await bench.view('1')).case).toMatchObject({ process: { key: 'sale' }, stage: 'propose' });
  });

  test('without a connection it begins in its first stage, where none is the same, and says so', async () => {
    await bench.deployCase(small);
    const stages = [stage('fresh', { value: 'a' }), stage('done', { value: 'c', end: 'successful' })];
    await bench.deployCase({ ...big, stages: sampleCase({ stages }).stages });
    bench.crm = null;
    const instance = await bench.begin('1');
    await bench.work();
    const { revision } = (await bench.view('1')).case ?? { revision: 0 };
    const next = await bench.decide({ type: 'case.change', instance, process: 'big', revision });
    await bench.work();
    expect((await bench.view('1')).case).toMatchObject({ stage: 'fresh', agreement: { state: 'apart' } });
    expect((await readInstance(bench.around, next.instance)).log[0]).toMatchObject({
      data: { details: expect.stringContaining('no stage for qualify') },
    });
  });

  test('two that are for the same records are refused, when they are deployed and when they are activated', async () => {
    await bench.deployCase(small);
    const overlapping = sampleCase({ key: 'all', name: 'All' });
    await expect(bench.deployCase(overlapping)).rejects.toThrow('all of demo:lead');
    const other = sampleCase({ key: 'all', condition: { field: 'size', values: ['big', 'small'] } });
    await expect(bench.deployCase(other)).rejects.toThrow('size small');
    const byOther = sampleCase({ key: 'all', condition: { field: 'colour', values: ['red'] } });
    await expect(bench.deployCase(byOther)).rejects.toThrow('by colour and by size');
    await bench.db.updateTable('process').set({ state: 'inactive' }).execute();
    await bench.deployCase(overlapping);
    const admin = await bench.user('admin');
    const change = { state: 'active', cancelInstances: false, reason: null } as const;
    await expect(
      bench.db.transaction().execute((tx) => setState(bench.around, tx, admin, 'sale', change)),
    ).rejects.toMatchObject({ wire: { code: 'case-overlap' } });
  });

  test('a check tells of it in the words of the deployment, and only where that would refuse it', async () => {
    await bench.deployCase(small);
    const user = await bench.user('admin');
    const files = [{ name: 'all.case.json', text: JSON.stringify(sampleCase({ key: 'all', name: 'All' })) }];
    const checked = await checkFiles(bench.around, files);
    expect(checked[0]?.findings[0]?.problem).toMatch(/^Expected at most one active case .* All and /);
    expect(await bench.db.transaction().execute((tx) => deployFiles(bench.around, tx, user, files))).toEqual(
      checked,
    );
    await bench.db.updateTable('process').set({ state: 'inactive' }).execute();
    expect(await checkFiles(bench.around, files)).toMatchObject([{ key: 'all', findings: [] }]);
  });
});
