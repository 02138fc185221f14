import type { Outbox, Outgoing } from '../cache/outbox.ts';
import type { CommandResult, ErrorCode, WireError } from '../protocol/index.ts';

/** A command without an answer for so long raises the question whether the server is still there. */
const DOUBT_MS = 5000;
/** … and for so long means that the link is dead, whatever the socket says. */
const ANSWER_MS = 30_000;
/** Problems of the link that the command just sent has caused. */
const POISON: ReadonlySet<ErrorCode> = new Set(['message-malformed', 'message-too-large']);

interface Options {
  readonly outbox: Outbox;
  readonly send: (row: Outgoing) => void;
  /** Carries out what follows from an answer. It may be called again for the same answer after a crash. */
  readonly onAnswer: (row: Outgoing, result: CommandResult) => Promise<void>;
  readonly onRefusal: (row: Outgoing) => Promise<void>;
  readonly onDoubt: () => void;
  readonly onSilence: () => void;
}

/**
 * Sends the outbox while the link is live: one command at a time, in order. One that was sent and not
 * answered goes first after a reconnect, with the id it had.
 */
export class Delivery {
  readonly #options: Options;
  #live = false;
  #waiting: string | null = null;
  #pumping = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The link is live, or no longer, and why. */
  link(live: boolean, problem: WireError | null): void {
    if (live === this.#live) return;
    const waiting = this.#waiting;
    this.#live = live;
    this.#waiting = null;
    clearTimeout(this.#timer);
    if (live) void this.pump();
    // Sent again, it would end the next link too.
    else if (waiting !== null && problem && POISON.has(problem.code)) void this.refused(waiting, problem);
  }

  /** Sends the next command, if it is time for one. */
  async pump(): Promise<void> {
    this.#again = true;
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (this.#again && this.#live && this.#waiting === null) {
        this.#again = false;
        await this.#sendNext();
      }
    } finally {
      this.#pumping = false;
    }
  }

  async answered(id: string, result: CommandResult): Promise<void> {
    const { outbox, onAnswer } = this.#options;
    const row = await outbox.find(id);
    if (row) {
      // First what follows, then forgetting the command: a crash in between repeats it and loses nothing.
      await onAnswer(row, result);
      await outbox.done(row);
    }
    this.#settled(id);
  }

  async refused(id: string, error: WireError): Promise<void> {
    const row = await this.#options.outbox.refused(id, error);
    if (row?.state === 'refused') await this.#options.onRefusal(row);
    this.#settled(id);
  }

  async #sendNext(): Promise<void> {
    const { outbox, send } = this.#options;
    const rows = (await outbox.all()).filter(({ state }) => state !== 'refused');
    const now = Date.now();
    const next = rows.find(({ notBefore }) => notBefore <= now);
    if (!this.#live) return;
    clearTimeout(this.#timer);
    if (next) {
      this.#waiting = next.id;
      this.#timer = setTimeout(() => this.#doubt(), DOUBT_MS);
      await outbox.markSent(next);
      send(next);
    } else if (rows.length > 0) {
      const soonest = Math.min(...rows.map(({ notBefore }) => notBefore));
      this.#timer = setTimeout(() => void this.pump(), soonest - now);
    }
  }

  #doubt(): void {
    const { onDoubt, onSilence } = this.#options;
    this.#timer = setTimeout(onSilence, ANSWER_MS - DOUBT_MS);
    onDoubt();
  }

  #settled(id: string): void {
    if (this.#waiting !== id) return;
    this.#waiting = null;
    clearTimeout(this.#timer);
    void this.pump();
  }
}
