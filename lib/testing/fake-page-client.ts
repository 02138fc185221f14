import { type Signal, signal } from '@preact/signals';
import type { LiveQuery, PageRequest } from '../messaging/contract.ts';
import type { PageClient, Watched } from '../messaging/page-client.ts';

type Answer = (request: PageRequest) => Promise<void> | void;

/**
 * A background that does what a test or a picture says: live queries yield what was put, requests are noted.
 *
 * ```ts
 * const client = new FakePageClient({ status: live });
 * client.put('menu', menu);
 * client.requests // [{ type: 'drawer.open' }]
 * ```
 */
export class FakePageClient implements PageClient {
  readonly connected = signal(true);
  readonly requests: PageRequest[] = [];
  /** Every live query that was watched, in order. */
  readonly watched: LiveQuery[] = [];
  /** What a request does; the default accepts everything. Throw a `ProtocolError` to refuse. */
  answer: Answer = () => undefined;
  readonly #results = new Map<string, Signal<unknown>>();

  constructor(results: Partial<Watched> = {}) {
    for (const [kind, result] of Object.entries(results)) this.put(kind as keyof Watched, result);
  }

  /** Pushes a result; `task` says of which task a page is that names none. */
  put<Kind extends keyof Watched>(kind: Kind, result: Watched[Kind] | null, task?: string): void {
    const named = kind === 'page' ? (result as Watched['page'] | null)?.page?.task.id : undefined;
    const page = task ?? named;
    this.#of(page === undefined ? kind : `page ${page}`).value = result;
  }

  watch<Kind extends LiveQuery['kind']>(
    query: Extract<LiveQuery, { kind: Kind }>,
  ): Signal<Watched[Kind] | null> {
    const known = this.watched.some((other) => JSON.stringify(other) === JSON.stringify(query));
    if (!known) this.watched.push(query);
    const { kind, task } = query as { kind: Kind; task?: string };
    return this.#of(task === undefined ? kind : `page ${task}`) as Signal<Watched[Kind] | null>;
  }

  async request(request: PageRequest): Promise<void> {
    this.requests.push(request);
    await this.answer(request);
  }

  /** The requests of one type. */
  sent<Type extends PageRequest['type']>(type: Type): Extract<PageRequest, { type: Type }>[] {
    return this.requests.filter((one): one is Extract<PageRequest, { type: Type }> => one.type === type);
  }

  close(): void {}

  #of(key: string): Signal<unknown> {
    const existing = this.#results.get(key);
    if (existing) return existing;
    const created = signal<unknown>(null);
    this.#results.set(key, created);
    return created;
  }
}
