import type { MessageKey } from '../../../components/text.ts';
import type { InstanceSummary, LogSort } from '../../../lib/protocol/index.ts';

interface ColumnKind {
  label: MessageKey;
  /** The server can sort by it. */
  sort?: LogSort;
  /** Shown until somebody chooses otherwise. */
  usual: boolean;
}

/** What the log can show of an instance beside its caption, in the order of the table (behaviour 4.2). */
export const COLUMNS = {
  process: { label: 'logColumnProcess', usual: true },
  version: { label: 'logColumnVersion', usual: true },
  stage: { label: 'logColumnStage', usual: true },
  owner: { label: 'logColumnOwner', usual: true },
  status: { label: 'logColumnStatus', usual: true },
  started: { label: 'logColumnStarted', usual: true, sort: 'started' },
  ended: { label: 'logColumnEnded', usual: true, sort: 'ended' },
  duration: { label: 'logColumnDuration', usual: true, sort: 'duration' },
  origin: { label: 'logColumnOrigin', usual: false },
  record: { label: 'logColumnRecord', usual: false },
  parent: { label: 'logColumnParent', usual: false },
  trace: { label: 'logColumnTrace', usual: false },
} as const satisfies Record<string, ColumnKind>;

export type Column = keyof typeof COLUMNS;

export const ALL_COLUMNS = Object.keys(COLUMNS) as Column[];
const USUAL = ALL_COLUMNS.filter((column) => COLUMNS[column].usual);
const KEY = 'log-columns';

/** What the server sorts by when the head of this column is pressed; null: it can't. */
export function sortOf(column: Column): LogSort | null {
  const kind: ColumnKind = COLUMNS[column];
  return kind.sort ?? null;
}

/** Those of the columns that have something to show: only cases have stages. */
export function columnsFor(rows: readonly InstanceSummary[], columns: readonly Column[]): Column[] {
  return columns.filter((column) => column !== 'stage' || rows.some(({ stage }) => stage !== undefined));
}

/** The columns that this person has chosen, in the order of the table. */
export function chosenColumns(): Column[] {
  const kept = localStorage.getItem(KEY);
  if (kept === null) return USUAL;
  const names = kept.split(' ');
  return ALL_COLUMNS.filter((column) => names.includes(column));
}

/** Remembers the choice for this browser. */
export function keepColumns(columns: readonly Column[]): void {
  localStorage.setItem(KEY, columns.join(' '));
}
