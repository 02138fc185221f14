import type { Cache } from '../cache/cache.ts';
import type { CaseShelf, KeptCase } from '../cache/case-shelf.ts';
import { isOfCase, type Outbox, type Outgoing } from '../cache/outbox.ts';
import type { Link } from '../connection/link.ts';
import type { CaseState } from '../messaging/contract.ts';
import type { Topics } from '../messaging/topics.ts';
import { CASE_LEASE_MS, type CaseView, type LinkedRecord, type RecordRef } from '../protocol/index.ts';

interface Parts {
  readonly shelf: CaseShelf;
  readonly cache: Cache;
  readonly outbox: Outbox;
  readonly link: Pick<Link, 'ask' | 'live'>;
  readonly topics: Topics;
  /** The records that open pages show. */
  readonly shown: () => readonly RecordRef[];
  /** Sends what is in the outbox. */
  readonly pump: () => void;
}

interface Entry {
  kept: KeptCase | null;
  /** When the server was asked last over a link that has lived since, in ms; 0: what is kept may be old. */
  askedAt: number;
  asking: Promise<void> | null;
  /** It has changed while it was asked for. */
  again: boolean;
  failed: boolean;
  /** A command that the server has carried out: shown as on its way until the case is read that came of it. */
  done: CaseState['pending'];
}

/** What was asked for so long ago, in ms, is asked for again when somebody looks: not everything is told. */
const FRESH_MS = 60_000;
/** Cases that are remembered beside those in the database, and beside those of open pages. */
const MOST_REMEMBERED = 100;
/** A start that nobody has asked for: the definition wants it when the record is first seen. */
const UNASKED = 'case-now:';

/**
 * The cases of the records that the person looks at. What is kept is shown at once; the server is asked behind it, and
 * again whenever it says that the case has changed.
 */
export class Cases {
  readonly #parts: Parts;
  readonly #entries = new Map<string, Entry>();
  /** Records on which a case was begun unasked, and with which process: once is enough. */
  readonly #begun = new Set<string>();
  /** Whose they are: what is read for the person before is not kept. */
  #life = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What is known of a record's case now. Asks the server where nothing is. */
  async state(record: RecordRef): Promise<CaseState> {
    const { outbox, link } = this.#parts;
    const entry = await this.#entry(record);
    const row = await outbox.ofCase(record, entry.kept?.case?.instance ?? null);
    const pending = row ? pendingOf(row, link.live) : entry.done;
    if (!entry.kept) void this.look(record);
    const known = entry.kept ? 'yes' : link.live && !entry.failed ? 'loading' : 'unknown';
    return { known, case: entry.kept?.case ?? null, offer: entry.kept?.offer ?? null, pending };
  }

  /** Somebody looks at the record: what is known may be old. */
  async look(record: RecordRef): Promise<void> {
    const entry = await this.#entry(record);
    if (Date.now() - entry.askedAt > FRESH_MS) await this.#ask(record, entry);
    // What is drawn of it has asked already: whoever waits for the look waits for that answer.
    else await entry.asking;
  }

  /** Somebody still looks at the record: the server goes on telling of its case. */
  async renew(record: RecordRef): Promise<void> {
    const entry = await this.#entry(record);
    if (Date.now() - entry.askedAt > CASE_LEASE_MS / 2) await this.#ask(record, entry);
  }

  /** The case is another one now. */
  async refresh(record: RecordRef): Promise<void> {
    await this.#ask(record, await this.#entry(record));
  }

  /** The server has carried out a command about it: from *being moved* to the new stage without the old one between. */
  async carriedOut(row: Outgoing): Promise<void> {
    const { command } = row;
    if (!isOfCase(command)) return;
    const record = command.type === 'case.start' ? command.record : this.caseOf(command.instance)?.record;
    if (!record) return;
    const entry = await this.#entry(record);
    entry.done = pendingOf(row, true);
    // Behind the answer: the link hears one message after the other.
    void this.#ask(record, entry);
  }

  /** It has changed, and nobody looks: it is read when somebody does. */
  async forget(record: RecordRef): Promise<void> {
    this.#entries.delete(keyOf(record));
    await this.#parts.shelf.forget(record);
  }

  /** It has changed behind another page: it is asked for when somebody looks. */
  doubt(record: RecordRef): void {
    const entry = this.#entries.get(keyOf(record));
    if (entry) entry.askedAt = 0;
  }

  /** Another link, or another person: what was told over the last one may have been followed by more. */
  distrust(): void {
    for (const entry of this.#entries.values()) entry.askedAt = 0;
  }

  /** Another person, or nobody. */
  clear(): void {
    this.#life += 1;
    this.#entries.clear();
    this.#begun.clear();
  }

  /** The case, where it is remembered. */
  caseOf(instance: string): CaseView | null {
    for (const { kept } of this.#entries.values()) if (kept?.case?.instance === instance) return kept.case;
    return null;
  }

  /** Begins the case that the definition wants begun when the record is first seen (behaviour 8.2), once. */
  async begin(record: LinkedRecord, tab: number): Promise<void> {
    const { offer, case: running } = (await this.#entry(record)).kept ?? {};
    if (!offer?.now || running) return;
    const key = `${keyOf(record)} ${offer.process}`;
    if (this.#begun.has(key)) return;
    this.#begun.add(key);
    const { outbox, pump } = this.#parts;
    await outbox.add({
      id: `${UNASKED}${crypto.randomUUID()}`,
      command: { type: 'case.start', process: offer.process, record },
      title: offer.name,
      tab,
    });
    pump();
  }

  async #entry(record: RecordRef): Promise<Entry> {
    const key = keyOf(record);
    const known = this.#entries.get(key);
    if (known) return known;
    const life = this.#life;
    const kept = await this.#parts.shelf.get(record);
    if (life !== this.#life) return this.#entry(record);
    const meanwhile = this.#entries.get(key);
    if (meanwhile) return meanwhile;
    const entry: Entry = { kept, askedAt: 0, asking: null, again: false, failed: false, done: null };
    this.#entries.set(key, entry);
    this.#forgetOldest();
    return entry;
  }

  /** What an open page shows stays: it would be asked for at once, and push out another. */
  #forgetOldest(): void {
    if (this.#entries.size <= MOST_REMEMBERED) return;
    const shown = new Set(this.#parts.shown().map(keyOf));
    const idle = [...this.#entries.keys()].filter((key) => !shown.has(key));
    if (idle.length > MOST_REMEMBERED && idle[0] !== undefined) this.#entries.delete(idle[0]);
  }

  #ask(record: RecordRef, entry: Entry): Promise<void> {
    if (!this.#parts.link.live) return Promise.resolve();
    if (entry.asking) {
      entry.again = true;
      return entry.asking;
    }
    entry.asking = this.#read(record, entry).finally(() => {
      entry.asking = null;
    });
    return entry.asking;
  }

  async #read({ system, type, id }: RecordRef, entry: Entry): Promise<void> {
    const { link, shelf, cache } = this.#parts;
    const record = { system, type, id };
    const { account } = cache;
    try {
      do {
        entry.again = false;
        entry.askedAt = Date.now();
        const answer = await link.ask({ type: 'case.view', record });
        if (cache.account !== account) return;
        // An older answer never takes the place of a newer one.
        const isOlder =
          entry.kept?.case?.instance === answer.case?.instance &&
          (entry.kept?.case?.revision ?? 0) > (answer.case?.revision ?? 0);
        const kept = isOlder ? entry.kept : { case: answer.case, offer: answer.offer };
        this.#set(entry, { kept, failed: false, done: entry.again ? entry.done : null });
        await shelf.keep(record, entry.kept ?? answer);
      } while (entry.again);
    } catch {
      // The link went, or a server that knows no cases: what is kept stays.
      this.#set(entry, { failed: true, done: null });
    }
  }

  /** Says that it has changed only where it has: whoever hears it looks again. */
  #set(entry: Entry, change: Partial<Pick<Entry, 'kept' | 'failed' | 'done'>>): void {
    const told = ({ kept, failed, done }: Entry) => JSON.stringify([kept, failed, done]);
    const before = told(entry);
    Object.assign(entry, change);
    if (told(entry) !== before) this.#parts.topics.changed('cases');
  }
}

/** Whether nobody has asked for the command, so that nobody waits for its answer. */
export function isUnasked(command: string): boolean {
  return command.startsWith(UNASKED);
}

function keyOf({ system, type, id }: RecordRef): string {
  return JSON.stringify([system, type, id]);
}

function pendingOf({ id, command, state, error }: Outgoing, live: boolean): CaseState['pending'] {
  if (!isOfCase(command)) return null;
  return {
    ...{ command: id, type: command.type, error },
    stage: command.type === 'case.move' ? command.stage : null,
    subject: command.type === 'case.add' ? command.subject : null,
    state: state === 'refused' ? 'refused' : live && state === 'sent' ? 'sending' : 'queued',
  };
}
