/** Real CRMs for tests: installed when they can be, started on a free port, stopped after the tests of the file. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { CRMS, type CrmKind, type CrmName, type RunningCrm } from '../../../demo/crms/index.ts';

/**
 * Describes tests that need a real CRM. Where it cannot run they are skipped, and the title says why.
 *
 * ```ts
 * await withCrm('tryton', (crm) => describeContract('Tryton', () => subjectOn(crm())));
 * ```
 */
export async function withCrm(name: CrmName, tests: (crm: () => RunningCrm) => void): Promise<void> {
  const kind: CrmKind = CRMS[name];
  const reason = await kind.missing();
  if (reason) {
    describe.skip(`${kind.name} cannot run here: ${reason}`, () => tests(() => never(kind.name)));
    return;
  }
  let folder: string;
  let running: RunningCrm | null = null;
  beforeAll(async () => {
    await kind.install(console.log);
    folder = await mkdtemp(join(tmpdir(), `throughline-${name}-`));
    running = await kind.start({ folder, port: 0, progress: console.log });
  });
  afterAll(async () => {
    await running?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  tests(() => running ?? never(kind.name));
}

function never(name: string): never {
  throw new Error(`Expected ${name} to run, got a use of it before its start.`);
}
