/** Real CRMs for tests: installed when they can be, started on a free port, stopped after the tests of the file. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { CrmKind, RunningCrm } from '../../../demo/crms/index.ts';

/** A CRM while the tests of a file run. */
export interface TestCrm {
  running: RunningCrm<string>;
  folder: string;
}

/**
 * Describes tests that need a real CRM. Where it cannot run they are skipped, and the title says why.
 *
 * ```ts
 * await withCrm(tryton, (crm) => describeContract('Tryton', () => subjectOn(crm().running.origin)));
 * ```
 */
export async function withCrm(kind: CrmKind<string>, tests: (crm: () => TestCrm) => void): Promise<void> {
  const reason = await kind.missing();
  if (reason) {
    console.log(`skipped ${kind.name}: ${reason}`);
    describe.skip(`${kind.name} cannot run here: ${reason}`, () => tests(() => never(kind.name)));
    return;
  }
  let crm: TestCrm | null = null;
  const folder = await mkdtemp(join(tmpdir(), `throughline-${kind.kind}-`));
  beforeAll(async () => {
    await kind.install(console.log);
    crm = { running: await kind.start({ folder, port: 0, progress: console.log }), folder };
  });
  afterAll(async () => {
    await crm?.running.stop();
    await rm(folder, { recursive: true, force: true });
  });
  tests(() => crm ?? never(kind.name));
}

function never(name: string): never {
  throw new Error(`Expected ${name} to run, got a use of it before its start.`);
}
