import type { InstanceSummary } from '../../../lib/protocol/index.ts';

/** A spreadsheet takes what begins so for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

/** The columns of the file: names for programs, in English whatever the language of the page. */
const FIELDS: readonly [string, (row: InstanceSummary) => string | number | null][] = [
  ['id', (row) => row.id],
  ['caption', (row) => row.caption],
  ['process', (row) => row.process.key],
  ['process name', (row) => row.process.name],
  ['version', (row) => row.process.version],
  ['status', (row) => row.status],
  ['owner', (row) => row.owner?.name ?? null],
  ['origin', (row) => row.origin],
  ['record', (row) => row.record && `${row.record.type} ${row.record.id}`],
  ['record title', (row) => row.record?.title ?? null],
  ['record address', (row) => row.record?.url ?? null],
  ['parent', (row) => row.parent],
  ['started', (row) => row.startedAt],
  ['ended', (row) => row.endedAt],
  ['duration in seconds', (row) => row.duration && Math.round(row.duration / 1000)],
  ['error element', (row) => row.incident?.element ?? null],
  ['error', (row) => row.incident?.message ?? null],
  ['stage', (row) => row.stage ?? null],
];

/** The first line of the file: the byte order mark tells spreadsheets that it is UTF-8. */
export function csvHead(): string {
  return `\uFEFF${FIELDS.map(([name]) => name).join(',')}\r\n`;
}

/** Instances as lines of a CSV file (RFC 4180). */
export function csvLines(rows: readonly InstanceSummary[]): string {
  return rows.map((row) => `${FIELDS.map(([, of]) => csvCell(of(row))).join(',')}\r\n`).join('');
}

/**
 * One value of a CSV file. What a spreadsheet would take for a formula gets an apostrophe in front: names come
 * from customers.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
