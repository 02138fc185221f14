/** Builds the remote engine with Maven, once for each state of its sources. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findMaven } from './java.ts';

const SOURCES = fileURLToPath(new URL('operaton/', import.meta.url));
const CACHE = fileURLToPath(new URL('../.cache/operaton/', import.meta.url));
const LAST_LINES = 15;

export type Build = { ok: true; jar: string } | { ok: false; why: string };

/**
 * The jar of the remote engine. Maven is needed only when the sources have changed since the last build; where
 * there is none, `why` says so. Throws where Maven fails.
 */
export async function buildOperaton(): Promise<Build> {
  const jar = join(CACHE, fingerprint(), 'remote-engine.jar');
  if (existsSync(jar)) return { ok: true, jar };
  const maven = findMaven();
  if (!maven.ok) return maven;
  mkdirSync(CACHE, { recursive: true });
  // A folder of its own: two builds at the same time don't see each other, and half a build is no build.
  const target = mkdtempSync(join(CACHE, 'build-'));
  try {
    await runMaven(maven.program, target);
    mkdirSync(dirname(jar), { recursive: true });
    renameSync(join(target, 'remote-engine.jar'), jar);
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
  return { ok: true, jar };
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of ['pom.xml', ...globSync('src/**/*.{java,properties}', { cwd: SOURCES }).sort()])
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(SOURCES, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}

function runMaven(program: string, target: string): Promise<void> {
  const options = ['--batch-mode', '--quiet', '--file', join(SOURCES, 'pom.xml')];
  const child = spawn(program, [...options, `-Dbuild.folder=${target}`, 'package'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => {
      if (code === 0) return done();
      const end = output.trim().split('\n').slice(-LAST_LINES).join('\n');
      fail(
        new Error(
          `Expected Maven to build the remote engine, got exit code ${code}. Its last lines:\n${end}\nMaven needs a repository that it can reach; see its settings.`,
        ),
      );
    });
  });
}
