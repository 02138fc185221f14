import { browser } from 'wxt/browser';
import { originPattern } from './origins.ts';
import type { Sites } from './sites.ts';

const PREFIX = 'trigger ';
const TRIGGER = '/content-scripts/trigger.js';
/** What has to be asked before a button can stand in the page is asked while the page still comes. */
const RUN_AT = 'document_start';

/**
 * Keeps the trigger script registered for exactly the sites that are known and granted. What is registered
 * outlives the browser; it is compared at every start, since access may have been taken meanwhile.
 */
export class Registration {
  readonly #sites: Sites;
  #running: Promise<void> = Promise.resolve();

  constructor(sites: Sites) {
    this.#sites = sites;
  }

  /** One run after the other: registering an id twice is an error. */
  sync(): Promise<void> {
    const run = () => this.#sync();
    this.#running = this.#running.then(run, run);
    return this.#running;
  }

  async #sync(): Promise<void> {
    const sites = await this.#sites.list();
    const usable = sites.filter(({ granted, known, barred }) => granted && known && !barred);
    const wanted = new Set(usable.map(({ origin }) => originPattern(origin)));
    const ours = (await browser.scripting.getRegisteredContentScripts())
      .filter(({ id }) => id.startsWith(PREFIX))
      .map(({ id, runAt }) => ({ pattern: id.slice(PREFIX.length), runAt }));
    const kept = ours.filter(({ pattern, runAt }) => wanted.has(pattern) && runAt === RUN_AT);
    const registered = new Set(kept.map(({ pattern }) => pattern));
    const stale = ours.filter((one) => !kept.includes(one)).map(({ pattern }) => pattern);
    const missing = [...wanted].filter((pattern) => !registered.has(pattern));
    if (stale.length > 0) {
      await browser.scripting.unregisterContentScripts({ ids: stale.map((pattern) => PREFIX + pattern) });
    }
    if (missing.length === 0) return;
    await browser.scripting.registerContentScripts(
      missing.map((pattern) => ({
        id: PREFIX + pattern,
        js: [TRIGGER],
        matches: [pattern],
        runAt: RUN_AT,
        allFrames: false,
        persistAcrossSessions: true,
      })),
    );
    await Promise.all(missing.map(startInOpenTabs));
  }
}

/** Pages that were open before access was given need no reload. */
async function startInOpenTabs(pattern: string): Promise<void> {
  for (const { id } of await browser.tabs.query({ url: pattern })) {
    if (id === undefined) continue;
    try {
      await browser.scripting.executeScript({ target: { tabId: id }, files: [TRIGGER] });
    } catch {
      // A tab that is being closed, or shows an error page: its next page gets the registered script.
    }
  }
}
