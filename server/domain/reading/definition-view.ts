import { readCase } from '../../../lib/cases/read-case.ts';
import { type DefinitionView, ProtocolError } from '../../../lib/protocol/index.ts';
import { drawCase } from '../../cases/drawing.ts';
import type { Db } from '../../store/store.ts';

/** A version of a process with its files; `version` null: the actual one. Throws `process-unknown`, `version-unknown`. */
export async function readDefinition(db: Db, key: string, version: number | null): Promise<DefinitionView> {
  const process = await db.selectFrom('process').select('actual').where('key', '=', key).executeTakeFirst();
  if (!process) throw new ProtocolError('process-unknown', { key });
  const wanted = version ?? process.actual;
  const row = await db
    .selectFrom('definition')
    .select(['name', 'files', 'facts'])
    .where('key', '=', key)
    .where('version', '=', wanted)
    .executeTakeFirst();
  if (!row) throw new ProtocolError('version-unknown', { process: key, version: wanted });
  const { name, files, facts } = row;
  return {
    ...{ key, version: wanted, name },
    ...('case' in files ? { bpmn: drawing(files.case), case: files.case } : { bpmn: files.bpmn, case: null }),
    forms: Object.entries(files.forms).map(([file, form]) => {
      return { name: file, text: JSON.stringify(form, null, 2) };
    }),
    elements: facts.elements,
  };
}

/** What has been deployed can be read. */
function drawing(text: string): string {
  const reading = readCase(text);
  return reading.definition === null ? '' : drawCase(reading.definition);
}
