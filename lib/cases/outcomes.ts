/** What can come of a step of a case, as far as its definition alone says it. */
import type { CaseStep } from './definition.ts';

/**
 * The codes of the outcomes of a step; null: they cannot be listed, because a form, a field or another process has
 * them. An e-mail without performer is sent by itself and has none.
 */
export function outcomesOfStep({ kind, performer, form, properties }: CaseStep): string[] | null {
  const coded = (group: string) =>
    Object.keys(properties).flatMap((name) => (name.startsWith(group) ? [name.slice(group.length)] : []));
  const or = (codes: string[], preset: string) => (codes.length > 0 ? codes : [preset]);
  switch (kind) {
    case 'perform-task':
      return or(coded('result:'), 'done');
    case 'approval':
      return ['approved', 'rejected'];
    case 'user-dialog':
      return [...coded('answer:'), ...(properties.required === 'false' ? [''] : [])];
    case 'auto-generated-page':
    case 'pre-configured-page':
      return form === null ? or(coded('button:'), 'continue') : null;
    case 'open-edit-page': {
      if (properties['result-field'] === undefined) return ['saved'];
      const codes = coded('result:');
      return codes.length > 0 ? codes : null;
    }
    case 'send-email':
      return performer === null ? [] : ['sent'];
    case 'process':
      return null;
  }
}

/** Outcomes that say no more than that the step is done. */
const PLAIN: readonly string[] = ['done', 'saved', 'sent', 'continue'];

/**
 * What came of a step as its author calls it; several are parted by commas, as they are kept. The code where nobody has
 * called it anything; null: nothing but that it is done.
 */
export function wordsOfOutcome({ properties }: Pick<CaseStep, 'properties'>, outcome: string): string | null {
  const codes = outcome.split(', ');
  const words = codes.map(
    (code) =>
      properties[`result:${code}`] ?? properties[`answer:${code}`] ?? properties[`button:${code}`] ?? null,
  );
  if (codes.length === 1 && words[0] === null && PLAIN.includes(outcome)) return null;
  return words.map((word, at) => word ?? codes[at]).join(', ');
}
