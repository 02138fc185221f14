import { browser } from 'wxt/browser';
import { LIMITS } from '../protocol/index.ts';

/** Pongs that may be missing before the link counts as dead: a machine that slept has half-open sockets. */
const MISSED = 2;
/** How soon a pong must come when there is a doubt: the network has changed, or the machine woke up. */
const DOUBT_MS = 5000;

interface Options {
  readonly ping: () => void;
  readonly onBeat: () => void;
  readonly onDead: () => void;
}

/**
 * Notices a dead link and keeps the background alive: Chrome counts the ping as activity, Firefox counts
 * only the call of an extension interface.
 */
export class Heartbeat {
  readonly #options: Options;
  #timer: ReturnType<typeof setInterval> | undefined;
  #doubt: ReturnType<typeof setTimeout> | undefined;
  #missed = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    this.stop();
    this.#missed = 0;
    this.#timer = setInterval(() => this.#beat(), LIMITS.pingMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#doubt);
    this.#timer = undefined;
    this.#doubt = undefined;
  }

  /** Something came from the server: it is there. */
  alive(): void {
    this.#missed = 0;
    clearTimeout(this.#doubt);
    this.#doubt = undefined;
  }

  /** Asks now, and waits for the answer only briefly. */
  doubt(): void {
    if (this.#timer === undefined || this.#doubt !== undefined) return;
    this.#options.ping();
    this.#doubt = setTimeout(() => this.#options.onDead(), DOUBT_MS);
  }

  #beat(): void {
    void browser.runtime.getPlatformInfo();
    if (this.#missed >= MISSED) {
      this.#options.onDead();
      return;
    }
    this.#missed += 1;
    this.#options.ping();
    this.#options.onBeat();
  }
}
