import * as z from 'zod';
import { CASE_FILE } from '../../lib/cases/definition.ts';
import { DefinitionView, LibraryEntry } from '../../lib/protocol/index.ts';
import type { CliCommand } from '../command.ts';
import { Failure } from '../failure.ts';
import { folderWithin, writeSources } from '../files.ts';

/** Writes the actual versions, each into a folder named for its process: what `deploy` takes. */
export const exportProcesses: CliCommand = {
  usage: 'export <folder> [<process> …]',
  summary: 'write the actual versions of processes into a folder',
  options: {},
  async run({ args, client, print }) {
    const [folder, ...keys] = args;
    if (folder === undefined) throw new Failure('Expected a folder to write into, got none.', 2);
    const library = await client().call('GET', '/library', z.array(LibraryEntry));
    const unknown = keys.filter((key) => !library.some((entry) => entry.key === key));
    if (unknown.length > 0)
      throw new Failure(
        `Expected keys of deployed processes (${library.map(({ key }) => key).join(', ')}), got ${unknown.join(', ')}.`,
      );
    for (const { key, actual } of library) {
      if (keys.length > 0 && !keys.includes(key)) continue;
      const target = folderWithin(folder, key);
      const path = `/processes/${encodeURIComponent(key)}/versions/${actual}`;
      const { bpmn, case: document, forms } = await client().call('GET', path, DefinitionView);
      const own =
        document === null
          ? { name: `${key}.bpmn`, text: bpmn }
          : { name: `${key}${CASE_FILE}`, text: document };
      writeSources(target, [own, ...forms]);
      print(`✓ ${target}: version ${actual}`);
    }
    return true;
  },
};
