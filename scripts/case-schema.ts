/**
 * Keeps `docs/case.schema.json` in step with `lib/cases/definition.ts`: the JSON Schema that editors check cases with.
 * `node scripts/case-schema.ts` writes it.
 */
import { writeFileSync } from 'node:fs';
import * as z from 'zod';
import { CaseDefinition } from '../lib/cases/definition.ts';

export const SCHEMA = new URL('../docs/case.schema.json', import.meta.url);

/** The text of the file. What need not be written has its default there. */
export function generate(): string {
  const schema = z.toJSONSchema(CaseDefinition, { io: 'input' });
  const title = { title: 'A case of Throughline', description: 'See docs/cases.md.' };
  return `${JSON.stringify({ ...schema, ...title }, null, 2)}\n`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(SCHEMA, generate());
