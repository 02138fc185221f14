/** What is said of CRM pages on which Throughline does not find what it goes by. */
import * as z from 'zod/mini';
import { Id, Text } from '../protocol/index.ts';

/** A page of a CRM on which what its adapter names was not found: its CRM has changed, or is not the one it was made for. */
export const MissingPlace = z.strictObject({
  origin: z.string(),
  /** The name of the CRM. */
  site: Text,
  type: Id,
  /** `page`: what holds the record; `place`: only where the button goes. */
  missing: z.enum(['page', 'place']),
});
export type MissingPlace = z.infer<typeof MissingPlace>;

/** How such a page is built: without its texts and values, as the person will read it. */
export const StructureRequest = z.strictObject({
  type: z.literal('structure.read'),
  origin: z.string(),
  of: Id,
});

/** Null: no tab shows such a page. */
export const StructureAnswer = z.strictObject({
  type: z.literal('structure'),
  report: z.nullable(z.string()),
});
