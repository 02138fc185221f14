/** The Java tools of this machine: where they are, and what is missing. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const OLDEST_JAVA = 17;

export type Found = { ok: true; program: string } | { ok: false; why: string };

/** The program `java`, version 17 or later: that of `JAVA_HOME`, else that of the PATH. */
export function findJava(): Found {
  const home = process.env.JAVA_HOME;
  const program = home ? executable(join(home, 'bin', 'java')) : onPath('java');
  if (program === null) return missing(home ? `got JAVA_HOME=${home} without it` : 'got none in PATH');
  const version = versionOf(program);
  if (version !== null && version >= OLDEST_JAVA) return { ok: true, program };
  return missing(`got version ${version ?? 'unknown'} (${program})`);
}

/** The program `mvn` of the PATH. */
export function findMaven(): Found {
  const program = onPath('mvn');
  if (program !== null) return { ok: true, program };
  return {
    ok: false,
    why: 'Expected Maven (mvn), got none in PATH. Install it, for example the package maven.',
  };
}

function missing(got: string): Found {
  const remedy = `Install a JDK of version ${OLDEST_JAVA} or later, for example the package openjdk-17-jdk-headless.`;
  return { ok: false, why: `Expected Java ${OLDEST_JAVA} or later, ${got}. ${remedy}` };
}

function versionOf(program: string): number | null {
  const { stderr, stdout } = spawnSync(program, ['-version'], { encoding: 'utf8' });
  const major = /version "(\d+)/.exec(`${stderr}${stdout}`)?.[1];
  return major === undefined ? null : Number(major);
}

function onPath(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => executable(join(folder, name))).find((found) => found !== null) ?? null;
}

function executable(file: string): string | null {
  return existsSync(file) ? file : null;
}
