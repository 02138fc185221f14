const IMPATIENCE_MS = 1_000;

/** Stops what was started, last things first, once, whatever asks for it. */
export class Shutdown {
  readonly #stops: (() => Promise<void>)[] = [];
  readonly #say: (line: string) => void;
  #since: number | null = null;

  constructor(say: (line: string) => void) {
    this.#say = say;
    process.on('SIGINT', () => void this.run(130));
    process.on('SIGTERM', () => void this.run(143));
    process.on('SIGHUP', () => void this.run(129));
    // The command that started this process is gone: nobody is left to stop it.
    process.on('disconnect', () => void this.run(1));
  }

  add(stop: () => Promise<void>): void {
    this.#stops.push(stop);
  }

  async run(code: number, reason?: string): Promise<void> {
    const now = performance.now();
    // Asked again by somebody impatient: go at once, the children follow. One Ctrl-C may come twice, from the
    // terminal and from the command that started this process.
    if (this.#since !== null) return now - this.#since > IMPATIENCE_MS ? process.exit(code) : undefined;
    this.#since = now;
    if (reason) this.#say(reason);
    this.#say('Stopping …');
    for (const stop of this.#stops.reverse()) await stop().catch((error) => this.#say(String(error)));
    process.exit(code);
  }
}
