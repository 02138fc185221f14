/** Cases lie in the same catalogue as processes, and run as instances like theirs. */
import { beforeAll, expect, test } from 'vitest';
import { sampleCase } from '../../lib/cases/testing/sample-case.ts';
import type { FileOutcome, SourceFile } from '../../lib/protocol/index.ts';
import type { Action } from '../actions/action.ts';
import { useDatabase } from '../testing/database.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { deployFiles } from './deployments.ts';
import { instruct } from './events.ts';
import { setActual, setState } from './process-settings.ts';
import { readActual } from './processes.ts';
import { readDefinition } from './reading/definition-view.ts';
import { readInstance } from './reading/instance-details.ts';
import { readEntry } from './reading/library.ts';
import { startInstance } from './starts.ts';

const database = useDatabase();
let bench: Bench;
/** What the CRM holds. */
let held: string | null = null;

const look: Action = async () => ({ outcome: 'seen', value: held });
const write: Action = async ({ value }) => {
  held = String(value);
  return { outcome: 'written', value: held };
};

beforeAll(async () => {
  const actions = { 'case-look': look, 'case-write-stage': write };
  bench = await openBench(database, { actions });
});

const document = { name: 'sale.case.json', text: JSON.stringify(sampleCase()) };

async function deploy(...files: SourceFile[]): Promise<FileOutcome[]> {
  const user = await bench.user('admin');
  return bench.db.transaction().execute((tx) => deployFiles(bench.around, tx, user, files));
}

test('[M38] a case is deployed as a file, unchanged the second time, as another version when it has changed', async () => {
  const deployed = { file: 'sale.case.json', key: 'sale', name: 'Sale', findings: [], warnings: [] };
  expect(await deploy(document)).toEqual([{ ...deployed, version: 1, unchanged: false }]);
  expect(await deploy(document)).toEqual([{ ...deployed, version: 1, unchanged: true }]);
  const text = JSON.stringify(sampleCase({ description: 'Another one' }));
  expect(await deploy({ ...document, text })).toEqual([{ ...deployed, version: 2, unchanged: false }]);
});

test('a case that does not fit together is refused with what is wrong, and where', async () => {
  const text = JSON.stringify(sampleCase({ stages: [{ id: 'one', name: 'One', value: 'one' }] }));
  const [outcome] = await deploy({ ...document, text });
  expect(outcome).toMatchObject({ key: null, version: null });
  expect(outcome?.findings[0]?.problem).toBe('Expected a stage that ends the case, got none.');
});

test('[M38] its definition is the document of its version, with a drawing', async () => {
  const view = await readDefinition(bench.db, 'sale', 1);
  expect(view.case).toBe(document.text);
  expect(view.bpmn).toContain('<bpmn:subProcess id="qualify"');
  expect(view.elements.map(({ id }) => id)).toContain('call');
  const other = await readDefinition(bench.db, 'sale', 2);
  expect(JSON.parse(other.case ?? '')).toMatchObject({ description: 'Another one' });
});

test('[M38] it stands by its name in the catalogue like a process: with versions, one of them actual, and a state', async () => {
  const admin = await bench.user('admin');
  const entryOf = async () => await readEntry(bench.db, 'sale');
  expect(await entryOf()).toMatchObject({
    ...{
      name: 'Sale',
      language: 'case',
      state: 'active',
      actual: 2,
      versions: 2,
      recordTypes: ['demo:lead'],
    },
  });
  const change = { state: 'inactive', cancelInstances: false, reason: null } as const;
  await bench.db.transaction().execute((tx) => setState(bench.around, tx, admin, 'sale', change));
  expect(await entryOf()).toMatchObject({ state: 'inactive' });
  const again = { ...change, state: 'active' } as const;
  await bench.db.transaction().execute((tx) => setState(bench.around, tx, admin, 'sale', again));
  await bench.db.transaction().execute((tx) => setActual(bench.around, tx, admin, 'sale', 1));
  expect(await entryOf()).toMatchObject({ state: 'active', actual: 1, versions: 2 });
});

test('it runs from its first stage to its last as an instance, and its record with it', async () => {
  const actual = await readActual(bench.db, 'sale');
  const record = { system: 'crm', type: 'lead', id: '1', title: 'Ada', url: null };
  const request = {
    ...{ process: 'sale', start: null, origin: 'person' as const, actor: null, owner: 'alice', record },
    parameters: {},
  } as const;
  const { instance } = await bench.db
    .transaction()
    .execute((tx) => startInstance(bench.around, tx, actual, request));
  await bench.work();
  expect(held).toBe('qualify');
  await bench.complete(instance);
  const before = await readInstance(bench.around, await bench.user('admin'), instance);
  expect(before.summary).toMatchObject({ status: 'running', caption: 'Sale: Ada' });
  const names = new Map(before.steps.map(({ id, name }) => [id, name]));
  expect(before.steps.map(({ name, parent, status }) => [name, names.get(parent ?? ''), status])).toEqual(
    expect.arrayContaining([
      ['Do call', 'qualify', 'completed'],
      ['Do note', 'qualify', 'running'],
      ['qualify', undefined, 'running'],
      ['Stage in the CRM', undefined, 'running'],
    ]),
  );
  expect(before.waiting.map(({ element }) => element)).toEqual(['note', 'case.record']);
  held = 'lost';
  const event = { type: 'event', subscription: 'case.modified', variables: {} } as const;
  await bench.db.transaction().execute((tx) => instruct(bench.around, tx, instance, event));
  await bench.work();
  expect(await bench.statusOf(instance)).toBe('completed');
});
