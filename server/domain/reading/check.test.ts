import { expect, test } from 'vitest';
import { chooseEngine } from '../../engine/choose.ts';
import { process } from '../../engine/testing/process.ts';
import { useDatabase } from '../../testing/database.ts';
import { openBench } from '../../testing/running.ts';
import { deployFiles } from '../deployments.ts';
import { checkFiles } from './check.ts';

const database = useDatabase();
/** Nobody listens there: whatever is sent fails. */
const NOWHERE = { url: 'http://127.0.0.1:9/engine-rest' };

test('a check of files asks nothing of a remote engine, only their deployment does', async () => {
  const { around, user, db } = await openBench(database, { engine: chooseEngine(NOWHERE) });
  const text = process().start('in').task('a').end('out').path('in', 'a', 'out').xml();
  const files = [{ name: 'p.bpmn', text }];
  expect(await checkFiles(around, files)).toMatchObject([{ key: 'test', findings: [], version: null }]);
  const admin = await user('admin');
  await expect(db.transaction().execute((tx) => deployFiles(around, tx, admin, files))).rejects.toThrow(
    'Expected an answer from the engine',
  );
});
