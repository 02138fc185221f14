import { expect, test } from 'vitest';
import { draw, end, path, start } from '../engine/testing/drawing.ts';
import { openOutside, PLAIN_OUTSIDE } from '../outside.ts';
import { useDatabase } from '../testing/database.ts';
import { openBench, takeErrand } from '../testing/running.ts';
import { contextOf } from './testing/context.ts';

const database = useDatabase();

test('a message that is thrown again, because the server died before it was noted, starts nothing twice', async () => {
  const bench = await openBench(database);
  const on = { kind: 'message', name: 'go' } as const;
  await bench.deploy('begins', draw([start('in'), end('out'), path('in', 'out')]), {
    starts: [{ element: 'in', name: 'In', on }],
  });
  const keys = { secretKey: Buffer.alloc(32).toString('base64'), dataFolder: '' };
  const { actions } = await openOutside(database.store, keys, PLAIN_OUTSIDE, () => new Date());
  const thrown = () =>
    actions['throw-message']?.({ message: 'go', scope: 'all' }, contextOf({ businessKey: 'K' }));
  expect(await thrown()).toEqual({ count: 1 });
  expect(await thrown()).toEqual({ count: 1 });
  expect((await takeErrand(bench.around))?.name).toBe('trigger');
  expect(await takeErrand(bench.around)).toBeUndefined();
});
