import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyOnce, reachableBinaries } from './postgres-binaries.ts';

const run = promisify(execFile);
let shared: string;
beforeEach(async () => {
  shared = await mkdtemp(join(tmpdir(), 'throughline-binaries-'));
});
afterEach(() => rm(shared, { recursive: true, force: true }));

describe('the programs of the embedded PostgreSQL', () => {
  it('are found where the package manager put them', async () => {
    const { postgres } = await reachableBinaries(shared);
    expect((await run(postgres, ['--version'])).stdout).toMatch(/^postgres \(PostgreSQL\) \d+/);
  });

  it('run from a copy too, made once by starts that come at the same moment', async () => {
    const { postgres } = await reachableBinaries(shared);
    const native = join(postgres, '..', '..');
    const copy = join(shared, 'copy');
    await Promise.all([copyOnce(native, copy), copyOnce(native, copy)]);
    expect((await run(join(copy, 'bin', 'postgres'), ['--version'])).stdout).toMatch(/PostgreSQL/);
    expect((await stat(join(copy, 'lib'))).isDirectory()).toBe(true);
  });
});
