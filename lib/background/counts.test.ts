/** How many tasks wait for the record that a CRM page shows: the figure on its Process button. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { settled } from '../testing/ports.ts';
import { sampleTask } from '../testing/samples.ts';
import { LINKED, RECORD, Stage } from '../testing/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
  const eight = { ...LINKED, id: '8' };
  stage.server.emit(
    { type: 'task.upserted', task: sampleTask('a', { record: LINKED }) },
    { type: 'task.upserted', task: sampleTask('b', { record: eight }) },
  );
  await stage.begin();
});
afterEach(() => stage.close());

it('is told for every record that is shown, also where as many wait as for the one before: a page begins anew with each', async () => {
  const { host } = await stage.visit();
  const before = host.heard('count').length;
  host.say({ type: 'record', record: { ...RECORD, id: '8' } });
  await settled();
  expect(host.heard('count').slice(before)).toEqual([{ type: 'count', waiting: 1 }]);
});

it('is none where the page shows no record any more when it is known', async () => {
  const { host } = await stage.visit();
  host.say({ type: 'record', record: { ...RECORD, id: '8' } });
  host.say({ type: 'record', record: null });
  await settled();
  expect(host.heard('count').at(-1)).toEqual({ type: 'count', waiting: 0 });
});
