import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { PortSender } from '../messaging/port.ts';

const KEY = 'nonces';
/** Of one tab: a host script that has its frame leaves the nonces of later shows unused. */
const MOST_UNUSED = 4;

const Binding = z.object({
  tab: z.number(),
  /** Null until a frame has redeemed it; from then on it is good for that frame only. */
  frame: z.nullable(z.object({ id: z.number(), document: z.nullable(z.string()) })),
});
type Binding = z.infer<typeof Binding>;

/**
 * Which frame is the overlay of which tab. The host script of a tab gets a nonce to make its frame with; the
 * first frame of that tab that shows it is bound to it, and is known again by it after a restart.
 */
export class Nonces {
  #bindings: Map<string, Binding>;

  private constructor(bindings: Map<string, Binding>) {
    this.#bindings = bindings;
  }

  static async open(): Promise<Nonces> {
    const stored = (await browser.storage.session.get(KEY))[KEY];
    const parsed = z.record(z.string(), Binding).safeParse(stored);
    return new Nonces(new Map(Object.entries(parsed.success ? parsed.data : {})));
  }

  issue(tab: number): string {
    const unused = [...this.#bindings].filter(([, binding]) => binding.tab === tab && !binding.frame);
    for (const [old] of unused.slice(0, 1 - MOST_UNUSED)) this.#bindings.delete(old);
    const nonce = crypto.randomUUID();
    this.#bindings.set(nonce, { tab, frame: null });
    void this.#store();
    return nonce;
  }

  /** The tab that the sender's frame belongs to; null: it is not the frame that the nonce was made for. */
  async redeem(nonce: string, sender: PortSender): Promise<number | null> {
    const binding = this.#bindings.get(nonce);
    const { frameId, documentId = null, tab } = sender;
    if (!binding || frameId === undefined || tab?.id !== binding.tab) return null;
    const { frame } = binding;
    if (frame) return frame.id === frameId && frame.document === documentId ? binding.tab : null;
    this.#bindings.set(nonce, { ...binding, frame: { id: frameId, document: documentId } });
    await this.#store();
    return binding.tab;
  }

  /** The tab has another document, or is closed: its frames are gone. */
  async forget(tab: number): Promise<void> {
    const size = this.#bindings.size;
    this.#bindings = new Map([...this.#bindings].filter(([, binding]) => binding.tab !== tab));
    if (this.#bindings.size !== size) await this.#store();
  }

  #store(): Promise<void> {
    return browser.storage.session.set({ [KEY]: Object.fromEntries(this.#bindings) });
  }
}
