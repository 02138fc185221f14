import { browser } from 'wxt/browser';
import type { PolicyView } from '../messaging/policy-contract.ts';
import type { Topics } from '../messaging/topics.ts';
import { ProtocolError, phrase } from '../protocol/index.ts';
import { type PolicySettings, readSettings } from './policy-settings.ts';

/** What an administrator has set by a policy of the browser. It goes before the person, and before the server. */
export class Policy {
  readonly #topics: Topics;
  #settings: PolicySettings;

  private constructor(settings: PolicySettings, topics: Topics) {
    this.#settings = settings;
    this.#topics = topics;
  }

  static async open(topics: Topics): Promise<Policy> {
    return new Policy(await readPolicy(), topics);
  }

  get settings(): PolicySettings {
    return this.#settings;
  }

  /** Refuses what the person may not do: describe a CRM themselves; null: of a kind that nobody has described yet. */
  demandLeaveToDescribe(kind: string | null): void {
    const { ownAdapters, adapters, off } = this.#settings;
    if (!ownAdapters) throw new ProtocolError('policy-forbids', { what: phrase('an-own-description') });
    const set = adapters.find((one) => one.kind === kind)?.name ?? off.find((one) => one === kind);
    if (set) throw new ProtocolError('policy-forbids', { what: phrase('a-description-set', { crm: set }) });
  }

  /** What people see of it. */
  get view(): PolicyView {
    const { origins, ownAdapters, faults } = this.#settings;
    return { origins, ownAdapters, faults: [...faults] };
  }

  /** The browser has another one: Chrome brings the first one after the start of a new extension, and every change. */
  async renew(): Promise<void> {
    this.#settings = await readPolicy();
    this.#topics.changed('sites');
  }
}

/** The policy as the browser has it now. */
export async function readPolicy(): Promise<PolicySettings> {
  return readSettings(await managed());
}

async function managed(): Promise<Record<string, unknown>> {
  try {
    return (await browser.storage.managed.get(null)) ?? {};
  } catch {
    // Firefox throws where no organisation has set anything.
    return {};
  }
}
