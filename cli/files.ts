/** Process files on the disk: found in folders, read, written. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, win32 } from 'node:path';
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
  return [...new Set(files)].map((name) => ({ name, text: readFileSync(name, 'utf8') }));
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
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of sources) writeFileSync(join(folder, basename(name)), text);
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
  const what = statSync(path, { throwIfNoEntry: false });
  if (!what) throw new Failure(`Expected a file or folder, got ${path}, which does not exist.`, 2);
  if (!what.isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => SOURCE_FILE.test(name))
    .map((name) => join(path, name));
}
