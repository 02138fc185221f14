/** Process files on the disk: found in folders, read, written. */
import { mkdirSync, readdirSync, readFileSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, win32 } from 'node:path';
import { getSystemErrorMessage } from 'node:util';
import type { SourceFile } from '../lib/protocol/index.ts';
import { Failure } from './failure.ts';

const SOURCE_FILE = /\.(bpmn|form|case\.json)$/i;
const DEFINITION_FILE = /\.(bpmn|case\.json)$/i;

/** The BPMN files, cases and forms among these files and in these folders, by path. */
export function readSources(paths: readonly string[]): SourceFile[] {
  if (paths.length === 0)
    throw new Failure('Expected files or folders with .bpmn, .case.json and .form files, got none.', 2);
  const files = paths.flatMap(found).sort();
  if (!files.some((file) => DEFINITION_FILE.test(file)))
    throw new Failure(`Expected a .bpmn or .case.json file among ${paths.join(', ')}, got none.`);
  return [...new Set(files)].map((name) => ({ name, text: read(name, () => readFileSync(name, 'utf8')) }));
}

/**
 * The same in groups that are sent together: each BPMN file and case with the forms of its folder, so that forms of the
 * same name in two folders stay apart.
 */
export function byFolder(sources: readonly SourceFile[]): SourceFile[][] {
  const folders = [...new Set(sources.map(({ name }) => dirname(name)))];
  return folders
    .map((folder) => sources.filter(({ name }) => dirname(name) === folder))
    .filter((files) => files.some(({ name }) => DEFINITION_FILE.test(name)))
    .map((files) => files.map(({ name, text }) => ({ name: basename(name), text })));
}

/** Writes files into a folder, which is made where it is missing. */
export function writeSources(folder: string, sources: readonly SourceFile[]): void {
  write('folder', folder, () => mkdirSync(folder, { recursive: true }));
  for (const { name, text } of sources) {
    const file = join(folder, basename(name));
    write('file', file, () => writeFileSync(file, text));
  }
}

/** The folder of this name within another; throws for a name that would lead out of it. */
export function folderWithin(folder: string, name: string): string {
  if (name !== win32.basename(name) || name === '.' || name === '..' || name === '')
    throw new Failure(
      `Expected a process whose key can name a folder, got ${name}. Nothing was written for it.`,
    );
  return join(folder, name);
}

function found(path: string): string[] {
  const what = whatIs(path);
  if (!what) throw new Failure(`Expected a file or folder, got ${path}, which does not exist.`, 2);
  if (!what.isDirectory()) return [path];
  return (
    read(path, () => readdirSync(path, { recursive: true, encoding: 'utf8' }))
      .filter((name) => SOURCE_FILE.test(name))
      .map((name) => join(path, name))
      // A folder may be called like a file; what is in it is found as well.
      .filter((name) => !whatIs(name)?.isDirectory())
  );
}

/** Undefined: nothing is there, or it is a link that leads nowhere. */
function whatIs(path: string): Stats | undefined {
  return read(path, () => statSync(path, { throwIfNoEntry: false }));
}

function read<What>(path: string, act: () => What): What {
  return onDisk(
    `a file or folder that can be read, got ${path}`,
    act,
    'Repair or remove it, or name others.',
  );
}

function write(what: 'file' | 'folder', path: string, act: () => unknown): void {
  onDisk(`a ${what} that can be written, got ${path}`, act, 'Make room for it, or name another folder.');
}

/** What the disk refuses is told as one sentence. */
function onDisk<What>(expected: string, act: () => What, remedy: string): What {
  try {
    return act();
  } catch (fault) {
    throw new Failure(`Expected ${expected}: ${reasonOf(fault)}. ${remedy}`);
  }
}

function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  return 'errno' in fault && typeof fault.errno === 'number'
    ? getSystemErrorMessage(fault.errno)
    : fault.message;
}
