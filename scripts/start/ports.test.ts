import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { portFrom } from './ports.ts';

it('gives the preferred port when it is free, and another one when it is taken', async () => {
  const taken = createServer();
  const port = await portFrom(0);
  expect(await portFrom(port)).toBe(port);
  await new Promise<void>((done) => taken.listen(port, '127.0.0.1', done));
  const other = await portFrom(port);
  taken.close();
  expect(other).not.toBe(port);
  expect(other).toBeGreaterThan(0);
});
