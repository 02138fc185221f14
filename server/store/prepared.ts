/**
 * Statements of transactions come again and again: they are named, so that PostgreSQL reads and plans each once
 * for a connection. Single reads are left alone: what they ask for differs more than their text does.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';

/** Before a text has come so often, it may come just once. */
const OFTEN = 3;
/** Texts that are kept in mind. */
const MOST_TEXTS = 2000;
/** What PostgreSQL says when a migration has changed a table under a statement that it had planned. */
const OUTDATED = '0A000';

/** The names of the statements of one pool. */
export class Prepared {
  readonly #seen = new Map<string, { times: number; name: string }>();
  #era = 0;

  /** Names what this connection is asked within transactions. */
  attach(client: pg.PoolClient): void {
    const ask = client.query.bind(client) as (...args: unknown[]) => unknown;
    let inside = false;
    const query = (...args: unknown[]): unknown => {
      const [text, values, callback] = args;
      if (typeof text !== 'string' || callback !== undefined) return ask(...args);
      if (/^(begin|start transaction)/.test(text)) inside = true;
      if (/^(commit|rollback)$/.test(text)) inside = false;
      const named = inside && Array.isArray(values) && values.length > 0;
      const name = named ? this.#nameOf(text) : null;
      if (name === null) return ask(...args);
      return (ask({ name, text, values }) as Promise<unknown>).catch((error: { code?: string }) => {
        if (error.code === OUTDATED) this.#begin(this.#era + 1);
        throw error;
      });
    };
    client.query = query as typeof client.query;
  }

  #begin(era: number): void {
    this.#era = era;
    this.#seen.clear();
  }

  #nameOf(text: string): string | null {
    const known = this.#seen.get(text);
    if (!known) {
      if (this.#seen.size < MOST_TEXTS) this.#seen.set(text, { times: 1, name: nameIn(this.#era, text) });
      return null;
    }
    known.times += 1;
    return known.times < OFTEN ? null : known.name;
  }
}

/** Of another era, because a name that was planned once can't be planned anew. */
function nameIn(era: number, text: string): string {
  return createHash('sha1').update(`${era} ${text}`).digest('base64url');
}
