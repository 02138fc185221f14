import type { Link } from './link.ts';

/** All open links of this server. */
export class Links {
  readonly #open = new Set<Link>();

  get size(): number {
    return this.#open.size;
  }

  add(link: Link): void {
    this.#open.add(link);
  }

  delete(link: Link): void {
    this.#open.delete(link);
  }

  /** Finishes what each link has begun, then tells it that the server stops. */
  async stop(): Promise<void> {
    const open = [...this.#open];
    await Promise.all(open.map((link) => link.idle()));
    for (const link of open) link.stop();
  }
}
