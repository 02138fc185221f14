import type { CaseDefinition } from '../../../../../lib/cases/definition.ts';

/** As long as an id of a case may be, with room for what makes it unique. */
const LONGEST = 70;

const SPELT: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'o', ł: 'l' };

/**
 * An id made of words: what people read in files and in the log. Where nothing is left of them, `otherwise`.
 *
 * ```ts
 * codeOf('Größe prüfen!', 'step') // 'groesse-pruefen'
 * ```
 */
export function codeOf(words: string, otherwise: string): string {
  const plain = words
    .toLowerCase()
    .replaceAll(/[äöüßæøł]/g, (letter) => SPELT[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '');
  if (plain === '') return otherwise;
  return /^[a-z]/.test(plain) ? plain : `${otherwise}-${plain}`;
}

/** The code, or the code with the first number that nothing else has. */
export function unused(code: string, taken: ReadonlySet<string>): string {
  if (!taken.has(code)) return code;
  for (let number = 2; ; number += 1) if (!taken.has(`${code}-${number}`)) return `${code}-${number}`;
}

/** The ids of all stages and steps: they share one namespace. */
export function idsOf({ stages }: CaseDefinition): Set<string> {
  return new Set(stages.flatMap(({ id, steps }) => [id, ...steps.map((step) => step.id)]));
}
