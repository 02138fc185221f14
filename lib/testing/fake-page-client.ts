import { type Signal, signal } from '@preact/signals';
import type { Answer as ContractAnswer, LiveQuery, PageRequest } from '../messaging/contract.ts';
import type { PageClient, Watched } from '../messaging/page-client.ts';
import type {
  ActivityQuery,
  ActivityResultOf,
  AdminQuery,
  AdminQueryResult,
  FoundRecord,
  LookupQuery,
  LookupResult,
  LookupResultOf,
  Order,
  OrderResult,
  Values,
} from '../protocol/index.ts';

type Answer = (request: PageRequest) => Promise<void> | void;
type Asked = ActivityQuery | AdminQuery | Order;
type Browse = Extract<LookupQuery, { type: 'lookup.browse' }>;
type AskedFor = Asked['type'];

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

  /** What the server answers, by the type of the query; a function sees the query. */
  readonly replies = new Map<AskedFor, unknown>();

  /**
   * Says what the server answers to a query or an order. An error that is thrown is the refusal.
   *
   * ```ts
   * client.reply('library', () => ({ type: 'library', entries: [] }));
   * ```
   */
  reply<Type extends AdminQuery['type']>(
    type: Type,
    answer: (query: Extract<AdminQuery, { type: Type }>) => Extract<AdminQueryResult, { type: Type }>,
  ): void {
    this.replies.set(type, answer);
  }

  /** The same for questions about activities and people. */
  tell<Type extends ActivityQuery['type']>(
    type: Type,
    answer: (query: Extract<ActivityQuery, { type: Type }>) => ActivityResultOf<Type>,
  ): void {
    this.replies.set(type, answer);
  }

  obey<Type extends Order['type']>(
    type: Type,
    answer: (order: Extract<Order, { type: Type }>) => OrderResult,
  ): void {
    this.replies.set(type, answer);
  }

  async ask<Type extends AdminQuery['type']>(
    query: Extract<AdminQuery, { type: Type }>,
  ): Promise<Extract<AdminQueryResult, { type: Type }>> {
    return (await this.#ask({ type: 'admin.query', query }, query)) as Extract<
      AdminQueryResult,
      { type: Type }
    >;
  }

  async query<Type extends ActivityQuery['type']>(
    query: Extract<ActivityQuery, { type: Type }>,
  ): Promise<ActivityResultOf<Type>> {
    return (await this.#ask({ type: 'activity.query', query }, query)) as ActivityResultOf<Type>;
  }

  /** What lookups find; throw to refuse. */
  findRecords: (query: LookupQuery) => FoundRecord[] | Promise<FoundRecord[]> = () => [];
  /** What the window of a lookup shows; throw to refuse. */
  browseRecords: (query: Browse) => Omit<LookupResultOf<Browse['type']>, 'type'> = () => ({
    ...{ columns: [], rows: [], more: false },
  });

  /** What the CRM holds in the fields of a page; throw to refuse. */
  readSources: () => Values | Promise<Values> = () => ({});

  async lookUp<Type extends LookupQuery['type']>(
    query: Extract<LookupQuery, { type: Type }>,
  ): Promise<LookupResultOf<Type>> {
    const asked: LookupQuery = query;
    this.requests.push({ type: 'lookup.query', query: asked });
    const result: LookupResult =
      asked.type === 'lookup.browse'
        ? { type: asked.type, ...this.browseRecords(asked) }
        : asked.type === 'sources.read'
          ? { type: asked.type, values: await this.readSources() }
          : { type: asked.type, found: await this.findRecords(asked) };
    return result as LookupResultOf<Type>;
  }

  async order(order: Order): Promise<OrderResult> {
    return ((await this.#ask({ type: 'order', order }, order)) ?? { type: 'done' }) as OrderResult;
  }

  async #ask(request: PageRequest, asked: Asked): Promise<unknown> {
    await this.request(request);
    const answer = this.replies.get(asked.type) as ((asked: Asked) => unknown) | undefined;
    return answer?.(asked);
  }

  /** What `call` is answered with, by the type of the request. */
  readonly calls = new Map<PageRequest['type'], (request: PageRequest) => ContractAnswer | undefined>();

  async call(request: PageRequest): Promise<ContractAnswer | undefined> {
    await this.request(request);
    return this.calls.get(request.type)?.(request);
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
