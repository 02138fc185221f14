import {
  type Order,
  type OrderResult,
  ProtocolError,
  type Query,
  type QueryResult,
  type WireError,
} from '../protocol/index.ts';

const ANSWER_MS = 15_000;
/** An order may deploy a folder of processes. */
const ORDERED_MS = 60_000;

interface Waiting {
  /** The result fits what was asked: the server answers with the id of the question. */
  readonly resolve: (result: never) => void;
  readonly reject: (error: ProtocolError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Queries and orders on their way: they are sent while the link is live and forgotten with it. */
export class Questions {
  readonly #waiting = new Map<string, Waiting>();
  readonly #lost: () => WireError;

  /** `lost` names the problem when no answer will come. */
  constructor(lost: () => WireError) {
    this.#lost = lost;
  }

  ask(query: Query, send: (id: string, query: Query) => void): Promise<QueryResult> {
    const id = crypto.randomUUID();
    return this.#wait<QueryResult>(id, ANSWER_MS, () => send(id, query));
  }

  /** `id` stays the same when the order is sent again: it has its effect once. */
  order(id: string, order: Order, send: (id: string, order: Order) => void): Promise<OrderResult> {
    return this.#wait<OrderResult>(id, ORDERED_MS, () => send(id, order));
  }

  answered(id: string, result: QueryResult | OrderResult): void {
    this.#take(id)?.resolve(result as never);
  }

  /** False: it was neither query nor order that was refused. */
  refused(id: string, error: WireError): boolean {
    const waiting = this.#take(id);
    waiting?.reject(new ProtocolError(error));
    return waiting !== undefined;
  }

  abandon(): void {
    for (const id of [...this.#waiting.keys()]) this.refused(id, this.#lost());
  }

  #wait<Result>(id: string, withinMs: number, send: () => void): Promise<Result> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.refused(id, this.#lost()), withinMs);
      this.#waiting.set(id, { resolve, reject, timer });
      send();
    });
  }

  #take(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    return waiting;
  }
}
