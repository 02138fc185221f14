import * as z from 'zod';
import { type LogSort, ProtocolError } from '../../../../lib/protocol/index.ts';

/** How a page of the log is ordered. */
export interface LogOrder {
  sort: LogSort;
  descending: boolean;
}

/**
 * The last row of a page. Instances that have not ended have neither end nor duration: sorted by those, they
 * come last in both directions, in the order of their start. `open` says that the row is one of them.
 */
export interface LogPlace {
  open: boolean;
  /** What is sorted by, as PostgreSQL writes it: no digit is lost. */
  mark: string;
  id: string;
}

const Written = z.tuple([
  z.enum(['started', 'ended', 'duration']),
  z.boolean(),
  z.boolean(),
  z.string().max(60),
  z.string().max(200),
]);

/** The place as an opaque text, for this order only. */
export function writeCursor({ sort, descending }: LogOrder, { open, mark, id }: LogPlace): string {
  const written: z.infer<typeof Written> = [sort, descending, open, mark, id];
  return Buffer.from(JSON.stringify(written)).toString('base64url');
}

/** Reads it back; throws `message-malformed` for a text that was not made for this order. */
export function readCursor({ sort, descending }: LogOrder, cursor: string): LogPlace {
  const parsed = Written.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  const [ofSort, ofDirection, open, mark, id] = parsed.data ?? [];
  const fits = ofSort === sort && ofDirection === descending && isMark(sort, open, mark);
  if (fits && open !== undefined && mark !== undefined && id !== undefined) return { open, mark, id };
  throw new ProtocolError('message-malformed', {
    where: 'cursor',
    problem: 'it is not one that a page with this order gave as its next',
  });
}

function isMark(sort: LogSort, open: boolean | undefined, mark: string | undefined): boolean {
  if (mark === undefined) return false;
  if (sort === 'duration' && open === false) return Number.isFinite(Number(mark)) && mark.trim() !== '';
  return /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)*$/.test(mark);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
