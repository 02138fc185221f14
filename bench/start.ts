import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './support/figure.ts';

const ROUNDS = 2;

/** How long `npm start` takes until everything answers, the first time and the second time. */
export const bench: Bench = {
  name: 'start',
  async run(report) {
    const data = mkdtempSync(join(tmpdir(), 'throughline-start-'));
    report({
      name: 'npm start to ready, first time (built already)',
      value: await startOnce(data),
      unit: 's',
      budget: null,
    });
    const again: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) again.push(await startOnce(data));
    report({ name: 'npm start to ready, second time', value: Math.max(...again), unit: 's', budget: 10 });
    rmSync(data, { recursive: true, force: true });
  },
};

/** Seconds until `ready <url>` is printed; everything is stopped afterwards. */
async function startOnce(data: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs', '--no-browser', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, THROUGHLINE_DATA: data },
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let said = '';
  const ready = new Promise<number>((done) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
      if (/^ready http/m.test(said)) done((performance.now() - began) / 1000);
    });
  });
  const failed = ended.then(() =>
    Promise.reject(new Error(`Expected npm start to get ready, got its end:\n${said}`)),
  );
  const seconds = await Promise.race([ready, failed]);
  failed.catch(() => {});
  child.kill('SIGTERM');
  await ended;
  return seconds;
}
