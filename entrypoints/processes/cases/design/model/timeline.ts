/** What was, what is, and what was taken back. */
export interface Timeline<Thing> {
  readonly past: readonly Thing[];
  readonly present: Thing;
  readonly future: readonly Thing[];
  /** What the last change was about; the next one about the same belongs to it, as letters to a word. Null: nothing. */
  readonly mark: string | null;
}

/** So many changes can be taken back. */
const MOST_STEPS = 300;

export function begin<Thing>(present: Thing): Timeline<Thing> {
  return { past: [], present, future: [], mark: null };
}

/** A change. With the mark of the change before, both are one. */
export function record<Thing>(
  line: Timeline<Thing>,
  next: Thing,
  mark: string | null = null,
): Timeline<Thing> {
  if (next === line.present) return line;
  if (mark !== null && mark === line.mark) return { ...line, present: next, future: [] };
  return { past: [...line.past, line.present].slice(-MOST_STEPS), present: next, future: [], mark };
}

export function undo<Thing>(line: Timeline<Thing>): Timeline<Thing> {
  const before = line.past.at(-1);
  if (before === undefined) return line;
  const { past, present, future } = line;
  return { past: past.slice(0, -1), present: before, future: [present, ...future], mark: null };
}

export function redo<Thing>(line: Timeline<Thing>): Timeline<Thing> {
  const [next, ...future] = line.future;
  if (next === undefined) return line;
  return { past: [...line.past, line.present], present: next, future, mark: null };
}
