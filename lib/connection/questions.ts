import { ProtocolError, type Query, type QueryResult, type WireError } from '../protocol/index.ts';

const ANSWER_MS = 15_000;

interface Waiting {
  readonly resolve: (result: QueryResult) => void;
  readonly reject: (error: ProtocolError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Queries on their way: they are asked while the link is live and forgotten with it. */
export class Questions {
  readonly #waiting = new Map<string, Waiting>();
  readonly #lost: () => WireError;

  /** `lost` names the problem when no answer will come. */
  constructor(lost: () => WireError) {
    this.#lost = lost;
  }

  ask(query: Query, send: (id: string, query: Query) => void): Promise<QueryResult> {
    return new Promise((resolve, reject) => {
      const id = crypto.randomUUID();
      const timer = setTimeout(() => this.refused(id, this.#lost()), ANSWER_MS);
      this.#waiting.set(id, { resolve, reject, timer });
      send(id, query);
    });
  }

  answered(id: string, result: QueryResult): void {
    this.#take(id)?.resolve(result);
  }

  /** False: it was no query that was refused. */
  refused(id: string, error: WireError): boolean {
    const waiting = this.#take(id);
    waiting?.reject(new ProtocolError(error));
    return waiting !== undefined;
  }

  abandon(): void {
    for (const id of [...this.#waiting.keys()]) this.refused(id, this.#lost());
  }

  #take(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    return waiting;
  }
}
