import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

type Cell = string | number | null;

/** Spreadsheets take what begins so for a formula, and carry it out. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** A row as RFC 4180 writes it. Text that a spreadsheet would carry out gets an apostrophe before it. */
export function toCsv(row: readonly Cell[]): string {
  return `${row.map(toCell).join(',')}\r\n`;
}

function toCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Answers with the rows as they come. The mark at the beginning tells spreadsheets that it is UTF-8. */
export function streamCsv(
  reply: FastifyReply,
  name: string,
  rows: AsyncIterable<readonly Cell[]>,
): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Readable.from(lines(rows)));
}

async function* lines(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<string> {
  yield '\uFEFF';
  for await (const row of rows) yield toCsv(row);
}
