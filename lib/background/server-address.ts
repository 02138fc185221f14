import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { readPolicy } from '../access/policy.ts';

const KEY = 'server';
export const DEFAULT_SERVER = 'http://127.0.0.1:7400';
const Address = z.url({ protocol: /^https?$/ });

/** Where the process server is: set by the organisation, else by the person, else on this machine. */
export class ServerAddress {
  #isManaged: boolean;
  #url: string;

  private constructor(url: string, isManaged: boolean) {
    this.#url = url;
    this.#isManaged = isManaged;
  }

  static async open(): Promise<ServerAddress> {
    const { url, isManaged } = await known();
    return new ServerAddress(url, isManaged);
  }

  /** An administrator has set it, by a policy of the browser. */
  get isManaged(): boolean {
    return this.#isManaged;
  }

  get url(): string {
    return this.#url;
  }

  /** By the person; what an administrator has set stays. */
  async set(url: string): Promise<void> {
    if (this.#isManaged) return;
    this.#url = normal(url);
    await browser.storage.local.set({ [KEY]: this.#url });
  }

  /** The policy may be another one. Says whether the server is. */
  async renew(): Promise<boolean> {
    const before = this.#url;
    const { url, isManaged } = await known();
    this.#url = url;
    this.#isManaged = isManaged;
    return url !== before;
  }
}

async function known(): Promise<{ url: string; isManaged: boolean }> {
  const [{ server }, stored] = await Promise.all([readPolicy(), browser.storage.local.get(KEY)]);
  const own = Address.safeParse(stored[KEY]).data;
  return { url: normal(server ?? own ?? DEFAULT_SERVER), isManaged: server !== null };
}

function normal(url: string): string {
  return url.replace(/\/+$/, '');
}
