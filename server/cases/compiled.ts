/** A case that passed every check, as plain JSON: what `deploy` makes and the machine runs. Stored as it stands. */
import * as z from 'zod';
import { CaseDefinition } from '../../lib/cases/definition.ts';
import { Definition } from '../engine/definition.ts';

export const CompiledCase = z.object({
  language: z.literal('case'),
  format: z.literal('case-1'),
  definition: z.custom<CaseDefinition>((value) => CaseDefinition.safeParse(value).success),
  /** Its steps, compiled as the elements of a process that no flow connects: the machine says what begins when. */
  process: Definition,
  /** The same elements, where everybody looks for those of a definition. */
  elements: z.record(z.string(), z.unknown()),
});
export type CompiledCase = z.infer<typeof CompiledCase>;

/** Whether a definition that the store gives back is that of a case. */
export function isCase(definition: unknown): boolean {
  return (
    typeof definition === 'object' &&
    definition !== null &&
    'language' in definition &&
    definition.language === 'case'
  );
}

const checked = new WeakMap<object, CompiledCase>();

/** A definition that the store gives back: the same object is checked once. */
export function readCompiled(stored: unknown): CompiledCase {
  if (typeof stored !== 'object' || stored === null) return CompiledCase.parse(stored);
  const known = checked.get(stored) ?? CompiledCase.parse(stored);
  checked.set(stored, known);
  return known;
}
