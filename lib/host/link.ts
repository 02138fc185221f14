import type { BackgroundToHost, HostToBackground } from '../messaging/contract.ts';
import type { Port } from '../messaging/port.ts';

const FIRST_WAIT = 250;
const LONGEST_WAIT = 30_000;
/** A connection that lived as long as this was a good one; the next wait is short again. */
const GOOD_LIFE = 60_000;

export interface Background {
  connect(): Port;
  /** False when the extension was reloaded, updated or removed: this script is an orphan. */
  alive(): boolean;
}

export interface LinkEvents<Heard = BackgroundToHost> {
  /** A new port is open: the background may have forgotten everything. */
  connected(): void;
  received(message: Heard): void;
  orphaned(): void;
}

/**
 * Keeps a port to the background. The background ends at any moment, so a lost port is normal: a visible tab
 * connects again by itself, a hidden one when it is looked at.
 */
export class Link<Sent = HostToBackground, Heard = BackgroundToHost> {
  readonly #background: Background;
  readonly #events: LinkEvents<Heard>;
  readonly #signal: AbortSignal;
  #port: Port | null = null;
  #wait = FIRST_WAIT;
  #openedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(background: Background, events: LinkEvents<Heard>, signal: AbortSignal) {
    this.#background = background;
    this.#events = events;
    this.#signal = signal;
    const lookedAt = () => {
      if (!document.hidden) this.open();
    };
    document.addEventListener('visibilitychange', lookedAt, { signal });
    // A page that comes out of the back/forward cache has lost its port unheard.
    addEventListener('pageshow', (event) => event.persisted && this.#reopen(), { signal });
    signal.addEventListener('abort', () => this.#close());
  }

  open(): void {
    clearTimeout(this.#timer);
    if (this.#port || this.#signal.aborted) return;
    let port: Port;
    try {
      port = this.#background.connect();
    } catch {
      this.#events.orphaned();
      return;
    }
    this.#port = port;
    this.#openedAt = performance.now();
    // The background is of the same version and the same author; the rules of lib/messaging are for what comes the other way.
    port.onMessage.addListener((message) => this.#port === port && this.#events.received(message as Heard));
    port.onDisconnect.addListener(() => this.#port === port && this.#lost());
    this.#events.connected();
  }

  /** Sends at once, through a new port if the old one is gone. */
  send(message: Sent): void {
    this.open();
    if (this.#post(message)) return;
    // The other end went a moment ago and nobody has said so yet.
    this.#reopen();
    this.#post(message);
  }

  #lost(): void {
    this.#port = null;
    if (this.#signal.aborted) return;
    if (!this.#background.alive()) {
      this.#events.orphaned();
      return;
    }
    if (performance.now() - this.#openedAt > GOOD_LIFE) this.#wait = FIRST_WAIT;
    if (!document.hidden) this.#timer = setTimeout(() => this.open(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  #reopen(): void {
    this.#close();
    this.open();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#port?.disconnect();
    this.#port = null;
  }

  #post(message: Sent): boolean {
    try {
      this.#port?.postMessage(message);
      return true;
    } catch {
      return false;
    }
  }
}
