import type { Mark } from '../../../../components/diagram/marks.ts';
import { text } from '../../../../components/text.ts';

export interface ComparedElement {
  id: string;
  name: string;
  type: string;
}

/** How an element differs between two versions; of a changed one, what of it. */
export interface Difference extends ComparedElement {
  how: 'added' | 'removed' | 'changed';
  parts: { part: string; before: string | null; after: string | null }[];
}

const MARKS = {
  added: { tone: 'ok', badge: '+', words: 'compareAdded' },
  removed: { tone: 'danger', badge: '−', words: 'compareRemoved' },
  changed: { tone: 'warning', badge: '≠', words: 'compareChanged' },
} as const;

/** The marks of both diagrams: what is gone is marked in the older one, what is new in the newer one. */
export function marksOf(differences: readonly Difference[]): {
  before: Record<string, Mark>;
  after: Record<string, Mark>;
} {
  const of = (side: Difference['how']) =>
    Object.fromEntries(
      differences
        .filter(({ how }) => how === side || how === 'changed')
        .map(({ id, how }) => [id, { tone: MARKS[how].tone, badge: MARKS[how].badge, hint: wordsOf(how) }]),
    );
  return { before: of('removed'), after: of('added') };
}

/** How it differs, in a word. */
export function wordsOf(how: Difference['how']): string {
  return text(MARKS[how].words);
}
