import { browser } from 'wxt/browser';
import * as z from 'zod/mini';

const KEY = 'server';
export const DEFAULT_SERVER = 'http://127.0.0.1:7400';
const Address = z.url({ protocol: /^https?$/ });

/** Where the process server is: set by the organisation, else by the person, else on this machine. */
export class ServerAddress {
  /** An administrator has set it, by a policy of the browser. */
  readonly isManaged: boolean;
  #url: string;

  private constructor(url: string, isManaged: boolean) {
    this.#url = url;
    this.isManaged = isManaged;
  }

  static async open(): Promise<ServerAddress> {
    const managed = Address.safeParse(await managedAddress()).data;
    const own = Address.safeParse((await browser.storage.local.get(KEY))[KEY]).data;
    return new ServerAddress(normal(managed ?? own ?? DEFAULT_SERVER), managed !== undefined);
  }

  get url(): string {
    return this.#url;
  }

  /** By the person; what an administrator has set stays. */
  async set(url: string): Promise<void> {
    if (this.isManaged) return;
    this.#url = normal(url);
    await browser.storage.local.set({ [KEY]: this.#url });
  }
}

async function managedAddress(): Promise<unknown> {
  try {
    return (await browser.storage.managed.get(KEY))[KEY];
  } catch {
    // Firefox throws where no organisation has set anything.
    return undefined;
  }
}

function normal(url: string): string {
  return url.replace(/\/+$/, '');
}
