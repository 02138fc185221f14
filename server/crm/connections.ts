/** How the server reaches the CRMs that it knows: one connection for each system, kept in the database. */
import { setTimeout } from 'node:timers/promises';
import { type Selectable, sql } from 'kysely';
import type { SystemConnectionTable } from '../store/schema.ts';
import type { Db } from '../store/store.ts';
import type { Connector } from './connector.ts';
import type { Vault } from './credentials.ts';
import { CrmError } from './errors.ts';
import { makeConnector, parseSettings } from './kinds.ts';

/**
 * A check is more than one request. Chrome ends the worker of an extension that waits 30 s for an answer
 * (https://developer.chrome.com/docs/extensions/develop/concepts/service-workers/lifecycle), and it would ask again.
 */
const CHECK_MS = 25_000;

/** A connection as administrators see it: without its secret. */
export interface Connection {
  system: string;
  /** A name out of `CONNECTOR_KINDS`. */
  kind: string;
  settings: Record<string, unknown>;
  hasSecret: boolean;
  checkedAt: Date | null;
  /** Why the last check failed; `null` when it did not, or there was none. */
  problem: string | null;
  /** Whom the CRM took the server for at the last check; `null` when that failed, or there was none. */
  signedInAs: string | null;
}

/** What an administrator enters. */
export interface ConnectionDraft {
  kind: string;
  settings: Record<string, unknown>;
  /** Missing: the stored one stays. `null`: none. */
  secret?: string | null;
}

type Row = Selectable<SystemConnectionTable>;

/**
 * The connections of all systems, and their connectors.
 *
 * ```ts
 * const connections = new Connections({ db, vault: createVault(await loadSecretKey({ dataFolder })), now });
 * await connections.save('desk', { kind: 'redmine', settings: { baseUrl: 'https://desk.example' }, secret: key });
 * await connections.check('desk');
 * const crm = await connections.open('desk');
 * ```
 */
export class Connections {
  readonly #db: Db;
  readonly #vault: Vault;
  readonly #now: () => Date;
  readonly #checkMs: number;
  readonly #opened = new Map<string, { mark: string; connector: Connector }>();

  constructor(options: { db: Db; vault: Vault; now: () => Date; checkMs?: number }) {
    this.#db = options.db;
    this.#vault = options.vault;
    this.#now = options.now;
    this.#checkMs = options.checkMs ?? CHECK_MS;
  }

  /** All connections, by system. */
  async list(): Promise<Connection[]> {
    const rows = await this.#db.selectFrom('system_connection').selectAll().orderBy('system').execute();
    return rows.map(shown);
  }

  /** The connection of a system; `null` when it has none. */
  async find(system: string): Promise<Connection | null> {
    const row = await this.#row(system);
    return row ? shown(row) : null;
  }

  /**
   * Saves the connection of a system that exists. A stored secret stays only for the same origin and user: else
   * whoever may change the address could send it to a machine of their own.
   */
  async save(system: string, draft: ConnectionDraft): Promise<Connection> {
    const settings = parseSettings(draft.kind, draft.settings);
    const present = await this.#row(system);
    const secret = draft.secret === undefined ? keptSecret(present, draft) : this.#seal(system, draft.secret);
    const values = { kind: draft.kind, settings: JSON.stringify(settings), secret };
    const unchecked = { checked_at: null, problem: null, signed_in_as: null };
    const row = await this.#db
      .insertInto('system_connection')
      .values({ system, ...values, ...unchecked })
      .onConflict((conflict) => conflict.column('system').doUpdateSet({ ...values, ...unchecked }))
      .returningAll()
      .executeTakeFirstOrThrow();
    return shown(row);
  }

  /** Forgets the connection of a system, its secret too. */
  async remove(system: string): Promise<void> {
    await this.#db.deleteFrom('system_connection').where('system', '=', system).execute();
    this.#opened.delete(system);
  }

  /** The connector of a system; `null` when it has no connection. Kept until the connection is changed. */
  async open(system: string): Promise<Connector | null> {
    const row = await this.#row(system);
    return row ? this.#open(row) : null;
  }

  /**
   * Signs in to the CRM and keeps how it went; `null` when the system has no connection. A CRM takes its time: what is
   * found by a connection that was changed meanwhile says nothing about the one that is there then.
   */
  async check(system: string): Promise<Connection | null> {
    const row = await this.#row(system);
    if (!row) return null;
    const found = await this.#signIn(row);
    await this.#db
      .updateTable('system_connection')
      .set({ checked_at: this.#now(), ...found })
      .where('system', '=', system)
      .where('kind', '=', row.kind)
      .where(sql<boolean>`settings = ${JSON.stringify(row.settings)}::jsonb`)
      .where(sql<boolean>`secret is not distinct from ${row.secret}`)
      .execute();
    return this.find(system);
  }

  #open({ system, kind, settings, secret: sealed }: Row): Connector {
    // The row is what all servers share, so a change that another one saved counts here at once.
    const mark = JSON.stringify([kind, settings, sealed?.toString('base64')]);
    const opened = this.#opened.get(system);
    if (opened?.mark === mark) return opened.connector;
    const secret = sealed && this.#vault.open(system, sealed);
    const connector = makeConnector(kind, settings, secret);
    this.#opened.set(system, { mark, connector });
    return connector;
  }

  async #signIn(row: Row): Promise<Pick<Row, 'problem' | 'signed_in_as'>> {
    try {
      const { user } = await within(this.#checkMs, this.#open(row).check());
      return { problem: null, signed_in_as: user };
    } catch (error) {
      if (error instanceof CrmError) return { problem: error.message, signed_in_as: null };
      throw error;
    }
  }

  #row(system: string): Promise<Row | undefined> {
    return this.#db
      .selectFrom('system_connection')
      .selectAll()
      .where('system', '=', system)
      .executeTakeFirst();
  }

  #seal(system: string, secret: string | null): Buffer | null {
    return secret === null || secret === '' ? null : this.#vault.seal(system, secret);
  }
}

/** What comes of it, unless that takes longer; then `unreachable`. */
async function within<Result>(limitMs: number, work: Promise<Result>): Promise<Result> {
  const over = new AbortController();
  const late = setTimeout(limitMs, undefined, { signal: over.signal }).then(() => {
    const text = `Expected the CRM to answer within ${limitMs / 1000} s, got nothing. Check that it runs and is not too busy.`;
    throw new CrmError('unreachable', text);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}

function keptSecret(present: Row | undefined, draft: ConnectionDraft): Buffer | null {
  if (!present?.secret) return null;
  if (belongsTo(present.kind, present.settings) === belongsTo(draft.kind, draft.settings))
    return present.secret;
  throw new CrmError(
    'value-refused',
    'Expected the secret again with another kind, address, database or user, got none. Enter it, or leave those as they were.',
  );
}

/** Whom a secret may be shown to. */
function belongsTo(kind: string, settings: Record<string, unknown>): string {
  const { origin } = new URL(parseSettings(kind, settings).baseUrl);
  return JSON.stringify([kind, origin, settings.user ?? null, settings.database ?? null]);
}

function shown({ system, kind, settings, secret, checked_at, problem, signed_in_as }: Row): Connection {
  const found = { checkedAt: checked_at, problem, signedInAs: signed_in_as };
  return { system, kind, settings, hasSecret: secret !== null, ...found };
}
