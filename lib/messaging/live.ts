import type { LiveQuery, LiveResult } from './contract.ts';
import type { Peer } from './peer.ts';
import type { Topic, Topics } from './topics.ts';

/** How one kind of live query is answered, and what its answer depends on. */
export interface Answer<Kind extends LiveQuery['kind']> {
  readonly topics: readonly Topic[];
  answer(
    query: Extract<LiveQuery, { kind: Kind }>,
    peer: Peer,
  ): Promise<Omit<Extract<LiveResult, { kind: Kind }>, 'kind'>>;
}
export type Answers = { readonly [Kind in LiveQuery['kind']]: Answer<Kind> };

interface Subscription {
  readonly query: LiveQuery;
  readonly peer: Peer;
  readonly send: (result: LiveResult) => void;
  told: string;
  running: boolean;
  again: boolean;
  over: boolean;
}

/** Answers live queries at once and again when what they depend on has changed; the same answer is not sent twice. */
export class LiveQueries {
  readonly #answers: Answers;
  readonly #subscriptions = new Set<Subscription>();

  constructor(answers: Answers, topics: Topics) {
    this.#answers = answers;
    topics.onChange((changed) => {
      for (const subscription of this.#subscriptions) {
        const depends = this.#answers[subscription.query.kind].topics;
        if (depends.some((topic) => changed.has(topic))) void this.#refresh(subscription);
      }
    });
  }

  /** Returns how to stop. */
  subscribe(query: LiveQuery, peer: Peer, send: (result: LiveResult) => void): () => void {
    const subscription = { query, peer, send, told: '', running: false, again: false, over: false };
    this.#subscriptions.add(subscription);
    void this.#refresh(subscription);
    return () => {
      subscription.over = true;
      this.#subscriptions.delete(subscription);
    };
  }

  async #refresh(subscription: Subscription): Promise<void> {
    subscription.again = true;
    if (subscription.running) return;
    subscription.running = true;
    try {
      while (subscription.again && !subscription.over) {
        subscription.again = false;
        await this.#tell(subscription);
      }
    } catch (error) {
      console.error(`The live query ${subscription.query.kind} could not be answered`, error);
    } finally {
      subscription.running = false;
    }
  }

  async #tell(subscription: Subscription): Promise<void> {
    const { query, peer, send } = subscription;
    const { answer } = this.#answers[query.kind] as Answer<typeof query.kind>;
    const result = { kind: query.kind, ...(await answer(query, peer)) } as LiveResult;
    const told = JSON.stringify(result);
    if (told === subscription.told || subscription.over) return;
    subscription.told = told;
    send(result);
  }
}
