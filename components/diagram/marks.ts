/** What a mark says; the colour never says it alone: give a badge, a hint, or both. `plain` changes no colour. */
export type MarkTone = 'accent' | 'ok' | 'warning' | 'danger' | 'muted' | 'plain';

/** Something to see on an element or a flow. */
export interface Mark {
  tone: MarkTone;
  /** A count or a short sign in the corner of the element, such as `3` or `!`. */
  badge?: string;
  /** In words: shown on hover and in the list of elements. */
  hint?: string;
}

/** By the id of the element or flow; ids that are not in the diagram are passed over. */
export type Marks = Readonly<Record<string, Mark>>;

/** How hot an element is, from 0 to 1, by its id. */
export type Heat = Readonly<Record<string, number>>;
