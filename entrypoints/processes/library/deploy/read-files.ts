import type { SourceFile } from '../../../../lib/protocol/index.ts';

/** Why a file is left out. */
export type LeftOut = 'too-large' | 'unreadable' | 'too-many';

/** What somebody gave to be deployed: what can be checked, what is left out, and how many files are neither. */
export interface Given {
  files: SourceFile[];
  leftOut: { name: string; why: LeftOut }[];
  /** Files of other kinds, which a folder is full of. */
  others: number;
}

/** What the server takes: characters in a file, and files at once. */
export const MOST_CHARACTERS = 2_000_000;
export const MOST_FILES = 200;

interface Found {
  /** With the folders that it was found in. */
  path: string;
  file: File;
}

/** The files that were chosen in the browser's dialog. */
export function givenByInput(files: readonly File[]): Promise<Given> {
  return readAll(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** The files that were dropped; folders are looked through. Has to be called in the drop event itself. */
export async function givenByDrop(transfer: Pick<DataTransfer, 'items' | 'files'>): Promise<Given> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (entries.length === 0) return givenByInput([...transfer.files]);
  const unreadable: string[] = [];
  const found = (await Promise.all(entries.map((entry) => filesIn(entry, unreadable)))).flat();
  const given = await readAll(found);
  for (const name of unreadable) given.leftOut.push({ name, why: 'unreadable' });
  return given;
}

async function readAll(found: readonly Found[]): Promise<Given> {
  const wanted = found.filter(({ path }) => /\.(bpmn|form|case\.json)$/i.test(path));
  const given: Given = { files: [], leftOut: [], others: found.length - wanted.length };
  for (const { path, file } of wanted.sort((one, other) => one.path.localeCompare(other.path))) {
    const why = given.files.length >= MOST_FILES ? 'too-many' : tooLarge(file);
    const text = why ? null : await file.text().catch(() => null);
    if (why) given.leftOut.push({ name: path, why });
    else if (text === null || text.includes('\uFFFD')) given.leftOut.push({ name: path, why: 'unreadable' });
    else if (text.length > MOST_CHARACTERS) given.leftOut.push({ name: path, why: 'too-large' });
    else given.files.push({ name: path, text });
  }
  return given;
}

/** A character takes up to three bytes of a file for each that counts: more can't fit, and is not read. */
function tooLarge(file: File): LeftOut | null {
  return file.size > 3 * MOST_CHARACTERS ? 'too-large' : null;
}

async function filesIn(entry: FileSystemEntry, unreadable: string[]): Promise<Found[]> {
  const path = entry.fullPath.replace(/^\//, '');
  try {
    if (entry.isFile) return [{ path, file: await fileOf(entry as FileSystemFileEntry) }];
    const inside = await entriesOf(entry as FileSystemDirectoryEntry);
    return (await Promise.all(inside.map((one) => filesIn(one, unreadable)))).flat();
  } catch {
    unreadable.push(path);
    return [];
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A folder gives its entries in portions, until an empty one. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (portion.length === 0) return all;
    all.push(...portion);
  }
}
