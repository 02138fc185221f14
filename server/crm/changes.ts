/**
 * Polling for changes, the same for every CRM.
 *
 * CRMs note the time of a change, some to the second, some when a transaction begins. Asking for "later than the last
 * one I saw" would miss the second change of a second, and a transaction that ended late. So each question goes back
 * by a minute, and the cursor remembers what was seen in that minute, with a mark of its contents. Only the CRM's own
 * clock counts.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Change, ChangeCursor } from './connector.ts';
import { CrmError } from './errors.ts';

const LOOK_BACK_MS = 60_000;

/** A record as polling sees it. */
export interface Stamped {
  id: string;
  /** `null` where the CRM does not tell: then everything is a modification. */
  createdAt: string | null;
  updatedAt: string;
  /** Differs when the record has changed. */
  mark: string;
}

/** What a CRM has to be able to tell. */
export interface ChangeSource {
  /** When a record of the type was last added or modified; `null` when there is none. */
  newest(): Promise<string | null>;
  /** All records added or modified at this moment or later. */
  since(moment: string): Promise<Stamped[]>;
}

const Cursor = z.strictObject({ at: z.iso.datetime(), seen: z.record(z.string(), z.string()) });

/** A mark of a record's contents. */
export function markOf(contents: unknown): string {
  return createHash('sha256').update(JSON.stringify(contents)).digest('base64url').slice(0, 12);
}

/** One poll: what changed since the cursor, and the next cursor. */
export async function poll(
  source: ChangeSource,
  cursor: ChangeCursor | null,
): Promise<{ changes: Change[]; cursor: ChangeCursor }> {
  const before = cursor === null ? null : parse(cursor);
  const at = before?.at ?? (await source.newest()) ?? new Date(0).toISOString();
  const from = lookBack(at);
  const records = await source.since(from);
  const changes = before === null ? [] : changesOf(records, from, before.seen);
  const newest = records.reduce((latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest), at);
  const next = lookBack(newest);
  const recent = records.filter(({ updatedAt }) => updatedAt >= next);
  const seen = Object.fromEntries(recent.map(({ id, mark }) => [id, mark]));
  return { changes, cursor: JSON.stringify({ at: newest, seen }) };
}

function changesOf(records: readonly Stamped[], from: string, seen: Record<string, string>): Change[] {
  return records
    .filter(({ id, mark }) => seen[id] !== mark)
    .map(({ id, createdAt, updatedAt }): Change => {
      const added = createdAt !== null && createdAt >= from && seen[id] === undefined;
      return { id, event: added ? 'added' : 'modified', at: updatedAt };
    })
    .toSorted((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0));
}

function lookBack(moment: string): string {
  return new Date(Math.max(0, Date.parse(moment) - LOOK_BACK_MS)).toISOString();
}

function parse(cursor: ChangeCursor): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(cursor));
  } catch {
    throw new CrmError(
      'value-refused',
      'Expected the cursor that an earlier poll returned, got another text. Begin anew with none.',
    );
  }
}
