import { browser } from 'wxt/browser';
import type { Sites } from '../access/sites.ts';
import type { Peer } from '../messaging/peer.ts';
import type { Hosts } from './hosts.ts';
import { overlayView, type StackEvent } from './stack.ts';
import type { Tabs } from './tabs.ts';

/** How long an injected host script may take to connect before the page opens in a tab of its own. */
const ARRIVAL_MS = 2000;
const HOST_SCRIPT = '/host.js';
const OVERLAY_SCRIPT = '/host-overlay.js';

/** Somebody who acts outside of all pages: what they ask for comes to the tab that they look at. */
export const ANYWHERE: Peer = { kind: 'page', tab: null };

/** Decides where a page opens: over the CRM page of a tab, or in a tab of its own. */
export class Landing {
  readonly #tabs: Tabs;
  readonly #hosts: Hosts;
  readonly #sites: Sites;
  readonly #injecting = new Map<number, Promise<boolean>>();

  constructor(tabs: Tabs, hosts: Hosts, sites: Sites) {
    this.#tabs = tabs;
    this.#hosts = hosts;
    this.#sites = sites;
  }

  /** The tab in which a page of the extension acts: its own, or the one that the person looks at. */
  async tabOf(peer: Peer): Promise<number | null> {
    if (peer.tab !== null) return peer.tab;
    const [active] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
    return active?.id ?? null;
  }

  /** Opens a task's page in the tab, else in a new one. */
  async open(task: string, peer: Peer): Promise<void> {
    const tab = await this.tabOf(peer);
    const url = tab === null ? null : await addressOf(tab);
    if (tab !== null && url !== null && (await this.#shows(tab, url))) {
      await this.#tabs.dispatch(tab, { type: 'open', task });
    } else {
      await this.openAlone([task]);
    }
  }

  /** Opens the drawer over the CRM page of the tab. False: it shows none that we may stand on. */
  async openDrawer(peer: Peer): Promise<boolean> {
    const tab = await this.tabOf(peer);
    if (tab === null || !(await this.ensureHost(tab))) return false;
    await this.#tabs.dispatch(tab, { type: 'drawer' });
    return true;
  }

  /** Opens my tasks wherever the person is: over the CRM page, else in the popup, else in a tab. */
  async openTasks(): Promise<void> {
    if (await this.openDrawer(ANYWHERE)) return;
    // Browsers open it only in answer to a press, and not all of them.
    await browser.action
      .openPopup()
      .catch(() => browser.tabs.create({ url: browser.runtime.getURL('/popup.html') }));
  }

  /** Opens the menu of the Process button on the page that the person looks at; my tasks where it has none. */
  async openMenu(): Promise<void> {
    const tab = await this.tabOf(ANYWHERE);
    if (tab !== null && (await this.ensureHost(tab))) this.#hosts.get(tab)?.send({ type: 'press' });
    else await this.openTasks();
  }

  /** Brings the window forward that the person was in last. */
  async comeForward(): Promise<void> {
    const [active] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
    if (active?.windowId !== undefined) await browser.windows.update(active.windowId, { focused: true });
  }

  /**
   * Opens the pages that follow what a person did in a tab: there, or in a new tab where they cannot be shown
   * over it. When the tab has been closed they stay in the list of tasks and interrupt nobody.
   */
  async follow(
    tab: number | null,
    event: Extract<StackEvent, { type: 'answered' | 'worked' }>,
  ): Promise<void> {
    const url = tab === null ? null : await addressOf(tab);
    if (tab === null || url === null) return;
    const there = event.open.length === 0 || (await this.#shows(tab, url));
    await this.#tabs.dispatch(tab, there ? event : { ...event, open: [] });
    if (!there) await this.openAlone(event.open);
    await this.leaveIfEmpty(tab);
  }

  /** A tab of our own with nothing left to show closes: the person is where they were before. */
  async leaveIfEmpty(tab: number): Promise<void> {
    if (overlayView({ ...this.#tabs.get(tab), top: null }).view !== 'hidden') return;
    const url = await addressOf(tab);
    if (url !== null && isAlone(url)) await browser.tabs.remove(tab);
  }

  /** Opens pages in a new tab, the first one on top. */
  async openAlone(tasks: readonly string[]): Promise<void> {
    const [first] = tasks;
    if (first === undefined) return;
    const url = `${overlayAddress()}?task=${encodeURIComponent(first)}`;
    const { id } = await browser.tabs.create({ url });
    if (id === undefined) return;
    for (const task of tasks.toReversed()) await this.#tabs.dispatch(id, { type: 'open', task });
  }

  /** Makes sure that the host script runs in the tab, if the person has granted its site. */
  ensureHost(tab: number): Promise<boolean> {
    if (this.#hosts.get(tab)) return Promise.resolve(true);
    const running = this.#injecting.get(tab);
    if (running) return running;
    const injecting = this.inject(tab).finally(() => this.#injecting.delete(tab));
    this.#injecting.set(tab, injecting);
    return injecting;
  }

  /** Whether what is put on the tab's stack will be seen there. */
  async #shows(tab: number, url: string): Promise<boolean> {
    if (isAlone(url)) return true;
    const injecting = this.ensureHost(tab);
    const { origin } = this.#tabs.get(tab);
    // After a restart the script of a hidden tab connects when the tab is looked at: no reason for another tab.
    if (origin !== null && (await this.#sites.at(url))?.origin === origin) return true;
    return injecting;
  }

  /** Runs the overlay's script beside a host script that has asked for it. */
  async injectOverlay(tab: number): Promise<void> {
    // A page that has gone meanwhile needs none: its host script went with it.
    await browser.scripting
      .executeScript({ target: { tabId: tab }, files: [OVERLAY_SCRIPT] })
      .catch(() => undefined);
  }

  /**
   * Runs the host script in the document that the tab shows now. Firefox keeps the port of the document before
   * open, so a known host says nothing about this one; a document that has the script already takes no second.
   */
  async inject(tab: number): Promise<boolean> {
    try {
      const { url } = await browser.tabs.get(tab);
      if (!(await this.#sites.at(url))) return false;
      const arrival = this.#hosts.arrival(tab, ARRIVAL_MS);
      await browser.scripting.executeScript({ target: { tabId: tab }, files: [HOST_SCRIPT] });
      return await arrival;
    } catch {
      // The tab was closed, or shows what no extension may touch.
      return false;
    }
  }
}

/** The address of an open tab, as far as we may know it; null when the tab has gone. */
async function addressOf(tab: number): Promise<string | null> {
  const found = await browser.tabs.get(tab).catch(() => null);
  return found ? (found.url ?? '') : null;
}

function isAlone(url: string): boolean {
  return url.startsWith(overlayAddress());
}

function overlayAddress(): string {
  return browser.runtime.getURL('/overlay.html');
}
