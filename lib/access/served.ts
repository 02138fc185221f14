import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { RefusedAdapter } from '../messaging/adapter-contract.ts';
import type { Topics } from '../messaging/topics.ts';
import { AdapterPayload, AdapterStatement } from '../protocol/index.ts';
import { SiteAdapter } from '../sites/schema.ts';
import { untrueIn } from '../sites/untrue.ts';
import type { ServedAdapters } from './adapters.ts';
import { isSignedBy } from './signature.ts';

const KEY = 'served-adapters';

const Kept = z.strictObject({
  server: z.string(),
  /** The first key that this server showed after the person had signed in: from then on it is the only one. */
  key: z.string(),
  statements: z.array(AdapterStatement),
});
type Kept = z.infer<typeof Kept>;

/** What holds of one kind of CRM. */
interface Said {
  revision: number;
  enabled: boolean;
  adapter: SiteAdapter | null;
}

type Problem = RefusedAdapter['why'];

/**
 * The adapters that an administrator gives to everybody. They count only if the key that this server had when the person signed
 * in has signed them, if they are adapters, and if they are not older than what is here: a server or a proxy that somebody else has
 * got hold of cannot change how pages are read.
 */
export class Served implements ServedAdapters {
  readonly #server: () => string;
  readonly #topics: Topics;
  #kept: Kept | null;
  #said = new Map<string, Said>();
  #refused: RefusedAdapter[] = [];
  /** One change after the other: a check takes its time, and an older answer must not end after a newer one. */
  #changing: Promise<void> = Promise.resolve();

  private constructor(server: () => string, topics: Topics, kept: Kept | null) {
    this.#server = server;
    this.#topics = topics;
    this.#kept = kept;
  }

  static async open(server: () => string, topics: Topics): Promise<Served> {
    const stored = Kept.safeParse((await browser.storage.local.get(KEY))[KEY]).data ?? null;
    const served = new Served(server, topics, stored);
    // It was checked when it came, and is again: what is stored can have been written by others.
    if (stored) await served.#take(stored.statements, stored.key);
    return served;
  }

  of(kind: string): SiteAdapter | null {
    return this.#here().get(kind)?.adapter ?? null;
  }

  kinds(): readonly string[] {
    return [...this.#here()].flatMap(([kind, { adapter }]) => (adapter ? kind : []));
  }

  isOff(kind: string): boolean {
    return this.#here().get(kind)?.enabled === false;
  }

  /** What was sent and does not count, and why. */
  get refused(): readonly RefusedAdapter[] {
    return this.#refused;
  }

  /** The server has said what it gives. */
  told(answer: { key: string; statements: AdapterStatement[] }): Promise<void> {
    const server = this.#server();
    return this.#change(() => this.#hear(server, answer));
  }

  /** The person signs out: whom they sign in to next has a key of its own. */
  forget(): Promise<void> {
    return this.#change(() => this.#drop());
  }

  #change(run: () => Promise<void>): Promise<void> {
    this.#changing = this.#changing.then(run, run);
    return this.#changing;
  }

  async #hear(
    server: string,
    { key, statements }: { key: string; statements: AdapterStatement[] },
  ): Promise<void> {
    const pinned = this.#kept?.server === server ? this.#kept.key : key;
    if (this.#kept?.server !== server) this.#said = new Map();
    const before = JSON.stringify([...this.#said, this.#refused]);
    if (pinned !== key) this.#refused = [{ kind: null, why: 'key' }];
    else {
      const good = await this.#take(statements, pinned);
      this.#kept = { server, key: pinned, statements: good };
      await browser.storage.local.set({ [KEY]: this.#kept });
    }
    if (JSON.stringify([...this.#said, this.#refused]) !== before) this.#topics.changed('sites');
  }

  async #drop(): Promise<void> {
    this.#kept = null;
    this.#said = new Map();
    this.#refused = [];
    await browser.storage.local.remove(KEY);
    this.#topics.changed('sites');
  }

  /** Takes what is right; of what is not, that which was there before stays. Gives what counts from now on. */
  async #take(statements: readonly AdapterStatement[], key: string): Promise<AdapterStatement[]> {
    const refused: RefusedAdapter[] = [];
    const good = new Map<string, AdapterStatement>();
    for (const statement of statements) {
      const kind = kindOf(statement);
      const read = await readStatement(statement, key);
      if ('why' in read) refused.push({ kind, why: read.why });
      else if (read.said.revision < (this.#said.get(read.kind)?.revision ?? 0)) {
        refused.push({ kind, why: 'old' });
      } else {
        this.#said.set(read.kind, read.said);
        good.set(read.kind, statement);
      }
    }
    this.#refused = refused;
    for (const old of this.#kept?.statements ?? []) {
      const kind = kindOf(old);
      if (kind !== null && !good.has(kind) && this.#said.has(kind)) good.set(kind, old);
    }
    return [...good.values()];
  }

  /** Another server has other ones. */
  #here(): ReadonlyMap<string, Said> {
    return this.#kept?.server === this.#server() ? this.#said : new Map();
  }
}

async function readStatement(
  { text, signature }: AdapterStatement,
  key: string,
): Promise<{ kind: string; said: Said } | { why: Problem }> {
  const isSigned = await isSignedBy(key, text, signature);
  if (isSigned === null) return { why: 'browser' };
  if (!isSigned) return { why: 'signature' };
  const payload = AdapterPayload.safeParse(parsed(text)).data;
  if (!payload) return { why: 'shape' };
  const { kind, revision, enabled } = payload;
  if (payload.adapter === null) return { kind, said: { revision, enabled, adapter: null } };
  const adapter = SiteAdapter.safeParse(payload.adapter).data;
  if (adapter?.kind !== kind) return { why: 'shape' };
  if (untrueIn(adapter).length > 0) return { why: 'untrue' };
  return { kind, said: { revision, enabled, adapter } };
}

const kindOf = ({ text }: AdapterStatement): string | null =>
  AdapterPayload.safeParse(parsed(text)).data?.kind ?? null;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
