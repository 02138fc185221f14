import type { Values } from './model.ts';

/** A token on its way to an element. */
export interface Token {
  element: string;
  /** The flow that it comes along; null: an event, a link or a scope that begins has put it there. */
  flow: string | null;
  /** The step that it runs in; null: the process itself. */
  scope: string | null;
  background: boolean;
  /** Which of a multi-instance. */
  index?: number;
  /** Variables of the step that begins. */
  variables?: Values;
  /** The event that the element would wait for has happened already. */
  happened?: true;
  /** It comes from outside the engine, so that it cannot be a loop that never ends. */
  uncounted?: true;
}

/** The tokens on the move: what a token leads to is carried out before its neighbours move. */
export class Tokens {
  /** The next token last. */
  #queue: Token[] = [];
  /** Those that the present move has made; they go before the others. */
  #next: Token[] = [];
  readonly #counts = new Map<string | null, number>();

  push(token: Token): void {
    this.#next.push(token);
    this.#counts.set(token.scope, (this.#counts.get(token.scope) ?? 0) + 1);
  }

  /** The one that moves now. */
  take(): Token | undefined {
    for (const token of this.#next.reverse()) this.#queue.push(token);
    this.#next = [];
    const token = this.#queue.pop();
    if (token !== undefined) this.#counts.set(token.scope, (this.#counts.get(token.scope) ?? 0) - 1);
    return token;
  }

  /** Whether one moves directly inside a step; null: inside the process itself. */
  isIn(scope: string | null): boolean {
    return (this.#counts.get(scope) ?? 0) > 0;
  }

  /** Takes away those that run in these steps. */
  drop(scopes: readonly (string | null)[]): void {
    const ended = new Set(scopes.filter((scope) => this.isIn(scope)));
    if (ended.size === 0) return;
    this.#queue = this.#queue.filter(({ scope }) => !ended.has(scope));
    this.#next = this.#next.filter(({ scope }) => !ended.has(scope));
    for (const scope of ended) this.#counts.delete(scope);
  }
}
