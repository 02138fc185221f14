import { browser } from 'wxt/browser';
import type { Sites } from '../access/sites.ts';
import type { Peer } from '../messaging/peer.ts';
import { isSameRecord } from '../protocol/index.ts';
import { matchList, matchRecord } from '../sites/match.ts';
import { type Aim, wayTo } from './aim.ts';
import type { Aims } from './aims.ts';
import type { Host, Hosts } from './hosts.ts';
import { overlayView, type StackEvent } from './stack.ts';
import type { Tabs } from './tabs.ts';

/** How long an injected host script may take to connect before the page opens in a tab of its own. */
const ARRIVAL_MS = 2000;
const HOST_SCRIPT = '/host.js';
const OVERLAY_SCRIPT = '/host-overlay.js';
const BAR_SCRIPT = '/host-bar.js';

/** Somebody who acts outside of all pages: what they ask for comes to the tab that they look at. */
export const ANYWHERE: Peer = { kind: 'page', tab: null };

type Following = Extract<StackEvent, { type: 'answered' | 'worked' }>;

/** Decides where a page opens: over the CRM page of a tab, or in a tab of its own. */
export class Landing {
  readonly #tabs: Tabs;
  readonly #hosts: Hosts;
  readonly #sites: Sites;
  readonly #aims: Pick<Aims, 'of'>;
  readonly #injecting = new Map<number, Promise<boolean>>();

  constructor(tabs: Tabs, hosts: Hosts, sites: Sites, aims: Pick<Aims, 'of'>) {
    this.#tabs = tabs;
    this.#hosts = hosts;
    this.#sites = sites;
    this.#aims = aims;
  }

  /** The tab in which a page of the extension acts: its own, or the one that the person looks at. */
  async tabOf(peer: Peer): Promise<number | null> {
    if (peer.tab !== null) return peer.tab;
    const [active] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
    return active?.id ?? null;
  }

  /** Opens a task's page: on the page of its record, else in the tab, else in a new one. */
  async open(task: string, peer: Peer): Promise<void> {
    const tab = await this.tabOf(peer);
    const url = tab === null ? null : await addressOf(tab);
    if (await this.#goFor(task, tab)) return;
    if (tab !== null && url !== null && (await this.#shows(tab, url))) {
      await this.#tabs.dispatch(tab, { type: 'open', task });
    } else {
      await this.openAlone([task], tab);
    }
  }

  /** Opens the drawer over the CRM page of the tab. False: it shows none that we may stand on. */
  async openDrawer(peer: Peer): Promise<boolean> {
    const tab = await this.tabOf(peer);
    if (tab === null || !(await this.ensureHost(tab))) return false;
    // Something of the page may lie over it, where no key and no screen reader gets at it.
    if (this.#tabs.get(tab).top === 'drawer') this.#hosts.get(tab)?.send({ type: 'reach' });
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
    const host = tab !== null && (await this.ensureHost(tab)) ? this.#hosts.get(tab) : null;
    if (host && (await this.#hasButton(host))) host.send({ type: 'press' });
    else await this.openTasks();
  }

  /** Whether the page shows a record or a list, as far as it has said so or its address does. */
  async #hasButton({ tab, site: { adapter } }: Host): Promise<boolean> {
    if (this.#tabs.get(tab).record) return true;
    const url = await addressOf(tab);
    return Boolean(url && (matchRecord(adapter, url) ?? matchList(adapter, url)));
  }

  /** Brings the window forward that the person was in last. */
  async comeForward(): Promise<void> {
    const [active] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
    if (active?.windowId !== undefined) await browser.windows.update(active.windowId, { focused: true });
  }

  /** Leads to the page of the record that a step is done on; false: nobody knows where that is. */
  async go(task: string, peer: Peer): Promise<boolean> {
    return this.#goFor(task, await this.tabOf(peer));
  }

  /**
   * Opens the pages that follow what a person did in a tab: there, or in a new tab where they cannot be shown
   * over it. When the tab has been closed they stay in the list of tasks and interrupt nobody.
   */
  async follow(tab: number | null, event: Following, after: 'done' | 'put-off' = 'done'): Promise<void> {
    const url = tab === null ? null : await addressOf(tab);
    if (tab === null || url === null) return;
    if (await this.#staysOnErrand(tab, event)) return;
    const home = await this.#homeOf(tab, event.completed);
    if (home !== null) {
      await this.#tabs.dispatch(tab, {
        type: 'answered',
        command: event.command,
        completed: event.completed,
        open: [],
      });
      await this.#goHome(tab, home, after);
      return this.follow(home, event, after);
    }
    const [first, ...others] = event.open;
    const goes = first !== undefined && (await this.#goFor(first, tab));
    const open = goes ? others : event.open;
    const there = open.length === 0 || (await this.#shows(tab, url));
    await this.#tabs.dispatch(tab, there ? { ...event, open } : { ...event, open: [] });
    if (!there) await this.openAlone(open, tab);
    await this.leaveIfEmpty(tab);
  }

  /** Leads to where a step is done, if that is elsewhere; notes what it aims at in any case. */
  async #goFor(task: string, tab: number | null): Promise<boolean> {
    const aim = await this.#aims.of(task);
    if (!aim) return false;
    const address = wayTo(task, aim, this.#tabs.get(tab));
    if (address !== null) {
      // The menu or drawer has done what it was opened for, as when a page opens in its place.
      if (tab !== null && this.#tabs.has(tab)) await this.#tabs.dispatch(tab, { type: 'dismiss' });
      await this.#openErrand(task, { ...aim, address }, tab);
      return true;
    }
    if (tab !== null) await this.#tabs.dispatch(tab, { type: 'aimed', task, aim });
    return false;
  }

  /** One tab for each such step: whoever asks for it again is brought there. */
  async #openErrand(task: string, aim: Aim & { address: string }, from: number | null): Promise<void> {
    const known = this.#tabs.onErrand(task);
    const { origin } = new URL(aim.address);
    if (known !== null && (await addressOf(known)) !== null) {
      await this.#tabs.dispatch(known, { type: 'errand', errand: { task, from }, aim, origin });
      await bringForward(known);
      return;
    }
    const id = await openBeside(from, aim.address);
    if (id === undefined) return;
    await this.#tabs.dispatch(id, { type: 'errand', errand: { task, from }, aim, origin });
    // It may have loaded before we knew what it is for.
    void this.ensureHost(id);
  }

  /** The next step is done on the same record: it is the errand of this tab from now on. */
  async #staysOnErrand(tab: number, event: Following): Promise<boolean> {
    const { errand, record } = this.#tabs.get(tab);
    const [next] = event.open;
    if (errand === null || next === undefined || event.completed !== errand.task) return false;
    const aim = await this.#aims.of(next);
    if (!aim || aim.id === null || !isSameRecord({ ...aim, id: aim.id }, record)) return false;
    const origin = this.#tabs.get(tab).origin ?? '';
    await this.#tabs.dispatch(tab, { type: 'errand', errand: { ...errand, task: next }, aim, origin });
    await this.#tabs.dispatch(tab, event);
    return true;
  }

  /** The tab to go back to when nothing is left of what this one was opened for; null: the person stays. */
  async #homeOf(tab: number, completed: string | null): Promise<number | null> {
    const { errand, pages } = this.#tabs.get(tab);
    if (errand === null || errand.from === null || completed !== errand.task) return null;
    if (pages.some((task) => task !== completed)) return null;
    return (await addressOf(errand.from)) === null ? null : errand.from;
  }

  /** Shows the tab that the person came from; what was put off may be half typed, so its page stays open. */
  async #goHome(tab: number, home: number, after: 'done' | 'put-off'): Promise<void> {
    await bringForward(home);
    if (after === 'done') await browser.tabs.remove(tab);
  }

  /** The person has closed the page of a step that was over: somebody else was faster. */
  async leaveErrand(tab: number): Promise<void> {
    const { errand, pages } = this.#tabs.get(tab);
    if (errand?.from == null || pages.length > 0 || (await addressOf(errand.from)) === null) return;
    await bringForward(errand.from);
  }

  /** A tab of our own with nothing left to show closes: the person is where they were before. */
  async leaveIfEmpty(tab: number): Promise<void> {
    if (overlayView({ ...this.#tabs.get(tab), top: null }).view !== 'hidden') return;
    const url = await addressOf(tab);
    if (url !== null && isAlone(url)) await browser.tabs.remove(tab);
  }

  /** Opens pages in a new tab beside that one, the first one on top. */
  async openAlone(tasks: readonly string[], beside: number | null): Promise<void> {
    const [first] = tasks;
    if (first === undefined) return;
    const url = `${overlayAddress()}?task=${encodeURIComponent(first)}`;
    const id = await openBeside(beside, url);
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
    await injectBeside(tab, OVERLAY_SCRIPT);
  }

  /**
   * Runs the stage bar's script beside the host script of a record that has a case, or on which one can begin; false: it does
   * not run.
   */
  injectBar(tab: number): Promise<boolean> {
    return injectBeside(tab, BAR_SCRIPT);
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
      await browser.scripting.executeScript({
        target: { tabId: tab },
        files: [HOST_SCRIPT],
        injectImmediately: true,
      });
      return await arrival;
    } catch {
      // The tab was closed, or shows what no extension may touch.
      return false;
    }
  }
}

/** A page that has gone meanwhile needs no script: its host script went with it. */
function injectBeside(tab: number, file: typeof OVERLAY_SCRIPT | typeof BAR_SCRIPT): Promise<boolean> {
  return browser.scripting
    .executeScript({ target: { tabId: tab }, files: [file], injectImmediately: true })
    .then(
      () => true,
      () => false,
    );
}

/** Shows a tab, in whichever window it is. */
async function bringForward(tab: number): Promise<void> {
  const shown = await browser.tabs.update(tab, { active: true });
  const { id } = await browser.windows.getLastFocused();
  // In the window that was in use anyway, nothing is put in front of another program.
  if (shown?.windowId !== undefined && shown.windowId !== id)
    await browser.windows.update(shown.windowId, { focused: true });
}

/** Opens an address in the window of the tab that somebody acts in; where that has gone, in the one in use. */
async function openBeside(tab: number | null, url: string): Promise<number | undefined> {
  const beside = tab === null ? null : await browser.tabs.get(tab).catch(() => null);
  const { id } = await browser.tabs.create({ url, ...(beside && { windowId: beside.windowId }) });
  return id;
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
