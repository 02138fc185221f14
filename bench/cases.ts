import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Bench } from './support/figure.ts';

/** Cases on the server: moving one with many open steps, reading it, beginning very many, and what administrators see of those. */
export const bench: Bench = {
  name: 'cases',
  async run(report) {
    // In a process of its own: it is the server that is measured, not what else is loaded here.
    const child = spawn(process.execPath, ['server/testing/measure-cases.ts'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    for await (const line of createInterface({ input: child.stdout })) report(JSON.parse(line));
    const code = await ended;
    if (code !== 0) throw new Error(`Expected the measurement to end well, got the exit code ${code}.`);
  },
};
