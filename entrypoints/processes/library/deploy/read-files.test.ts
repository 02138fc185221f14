import { describe, expect, it } from 'vitest';
import { givenByDrop, givenByInput, MOST_CHARACTERS, MOST_FILES } from './read-files.ts';

const file = (name: string, content = `<${name}>`) => new File([content], name);

/** A dropped file as the browser hands it over. */
function entryOf(path: string, content: File | null): FileSystemEntry {
  return {
    isFile: true,
    isDirectory: false,
    fullPath: path,
    file: (taken: (file: File) => void, failed: (error: Error) => void) =>
      content ? taken(content) : failed(new Error('gone')),
  } as unknown as FileSystemEntry;
}

/** A dropped folder; it gives what is in it one by one, as browsers give a hundred at a time. */
function folderOf(path: string, inside: FileSystemEntry[]): FileSystemEntry {
  const left = [...inside];
  return {
    isFile: false,
    isDirectory: true,
    fullPath: path,
    createReader: () => ({
      readEntries: (taken: (some: FileSystemEntry[]) => void) => taken(left.splice(0, 1)),
    }),
  } as unknown as FileSystemEntry;
}

const drop = (...entries: FileSystemEntry[]) =>
  givenByDrop({
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })) as unknown as DataTransferItemList,
    files: [] as unknown as FileList,
  });

describe('chosen files', () => {
  it('are read in the order of their names; other kinds are counted', async () => {
    const names = ['b.bpmn', 'notes.txt', 'a.form', 'C.BPMN', 'd.case.json', 'package.json'];
    const given = await givenByInput(names.map((name) => file(name)));
    expect(given.files).toEqual([
      { name: 'a.form', text: '<a.form>' },
      { name: 'b.bpmn', text: '<b.bpmn>' },
      { name: 'C.BPMN', text: '<C.BPMN>' },
      { name: 'd.case.json', text: '<d.case.json>' },
    ]);
    expect(given).toMatchObject({ leftOut: [], others: 2 });
  });

  it('that are too large, in characters or already in bytes, are named', async () => {
    const huge = file('huge.bpmn', '');
    Object.defineProperty(huge, 'size', { value: 3 * MOST_CHARACTERS + 1 });
    const given = await givenByInput([
      huge,
      file('long.bpmn', 'x'.repeat(MOST_CHARACTERS + 1)),
      file('ok.bpmn'),
    ]);
    expect(given.leftOut).toEqual([
      { name: 'huge.bpmn', why: 'too-large' },
      { name: 'long.bpmn', why: 'too-large' },
    ]);
    expect(given.files.map(({ name }) => name)).toEqual(['ok.bpmn']);
  });

  it('that are no text, or have gone, are named', async () => {
    const binary = new File([new Uint8Array([0xff, 0xfe, 0xfd])], 'binary.bpmn');
    const gone = file('gone.bpmn');
    gone.text = () => Promise.reject(new Error('gone'));
    const { files, leftOut } = await givenByInput([binary, gone]);
    expect(files).toEqual([]);
    expect(leftOut.map(({ name, why }) => `${name} ${why}`)).toEqual([
      'binary.bpmn unreadable',
      'gone.bpmn unreadable',
    ]);
  });

  it('beyond what the server takes at once are left for a second go', async () => {
    const many = Array.from({ length: MOST_FILES + 1 }, (_, index) => file(`${1000 + index}.bpmn`));
    const { files, leftOut } = await givenByInput(many);
    expect(files).toHaveLength(MOST_FILES);
    expect(leftOut).toEqual([{ name: '1200.bpmn', why: 'too-many' }]);
  });
});

describe('a dropped folder', () => {
  it('is looked through, folders in it too; what cannot be read is named', async () => {
    const given = await drop(
      folderOf('/sales', [
        entryOf('/sales/lead.bpmn', file('lead.bpmn', 'lead')),
        folderOf('/sales/forms', [
          entryOf('/sales/forms/lead.form', file('lead.form', '{}')),
          entryOf('/sales/forms/lost.form', null),
        ]),
      ]),
    );
    expect(given.files).toEqual([
      { name: 'sales/forms/lead.form', text: '{}' },
      { name: 'sales/lead.bpmn', text: 'lead' },
    ]);
    expect(given.leftOut).toEqual([{ name: 'sales/forms/lost.form', why: 'unreadable' }]);
  });

  it('is not known to every browser: then the files count', async () => {
    const files = [file('one.bpmn')] as unknown as FileList;
    const items = [{ webkitGetAsEntry: () => null }] as unknown as DataTransferItemList;
    expect((await givenByDrop({ items, files })).files).toHaveLength(1);
  });
});
