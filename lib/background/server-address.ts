import { browser } from 'wxt/browser';
import * as z from 'zod/mini';

const KEY = 'server';
export const DEFAULT_SERVER = 'http://127.0.0.1:7400';
const Address = z.url({ protocol: /^https?$/ });

/** Where the process server is: set by the organisation, else by the person, else on this machine. */
export class ServerAddress {
  #url: string;

  private constructor(url: string) {
    this.#url = url;
  }

  static async open(): Promise<ServerAddress> {
    const managed = await managedAddress();
    const own = (await browser.storage.local.get(KEY))[KEY];
    const [url] = [managed, own].flatMap((candidate) => {
      const parsed = Address.safeParse(candidate);
      return parsed.success ? [parsed.data] : [];
    });
    return new ServerAddress(normal(url ?? DEFAULT_SERVER));
  }

  get url(): string {
    return this.#url;
  }

  async set(url: string): Promise<void> {
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
