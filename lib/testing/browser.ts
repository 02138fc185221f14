import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

export interface FakeTab {
  id: number;
  url: string;
  /** The one on show in its window. */
  active: boolean;
  windowId: number;
}

/** The parts of a browser that the fake one of the toolchain lacks, as far as the background uses them. */
export interface FakeWorld {
  /** Match patterns that the person has granted. */
  readonly granted: Set<string>;
  /** What an administrator has set; null: there is nothing, and asking for it is an error, as in Firefox. */
  policy: Record<string, unknown> | null;
  readonly registered: Map<string, { id: string; js?: string[]; matches?: string[]; runAt?: string }>;
  readonly injected: { tab: number; file: string }[];
  readonly tabs: Map<number, FakeTab>;
  /** The window that has the focus. */
  front: number;
  /** A notification with buttons is refused, as in Firefox. */
  noButtons: boolean;
  /** Notifications that are shown; null: the person has not allowed any. */
  toasts: Map<string, { title: string; message: string; buttons?: { title: string }[] }> | null;
  readonly alarms: Map<string, number>;
  /** How often the popup was opened by the extension itself. */
  popups: number;
  readonly badge: { text: string; title: string; colour: string };
  /** A script has been injected: here a test lets it connect. */
  onInject: (tab: number, file: string) => void;
  /** What a function gives that is run in the page of a tab. */
  runsInPage: (tab: number, documents?: string[]) => Promise<unknown>;
  /** Opens a tab in a window; unsaid, in the one that has the focus. */
  openTab(url: string, windowId?: number): number;
}

export const EXTENSION = 'chrome-extension://test-extension-id';

/** Puts a fresh world behind the fake browser. To be called before each test, and torn down by its mocks. */
export function openWorld(): FakeWorld {
  fakeBrowser.reset();
  const world: FakeWorld = {
    granted: new Set(),
    policy: null,
    registered: new Map(),
    injected: [],
    tabs: new Map(),
    front: 1,
    noButtons: false,
    toasts: null,
    alarms: new Map(),
    popups: 0,
    badge: { text: '', title: '', colour: '' },
    onInject: () => undefined,
    runsInPage: () => Promise.reject(new Error('Expected a page, got none that answers.')),
    openTab(url, windowId = world.front) {
      const id = Math.max(0, ...world.tabs.keys()) + 1;
      const tab = { id, url, active: true, windowId };
      world.tabs.set(id, tab);
      activate(world, tab);
      return id;
    },
  };
  fakeRuntime();
  fakePolicy(world);
  fakeTabs(world);
  fakeScripting(world);
  fakeAction(world);
  fakeNotifications(world);
  return world;
}

/** Stands in for one method; the types of the fake browser know many overloads, a test needs one. */
function stand<Given extends unknown[]>(
  area: object,
  method: string,
  play: (...given: Given) => unknown,
): void {
  vi.spyOn(area as Record<string, (...given: Given) => unknown>, method).mockImplementation(play);
}

function fakeRuntime(): void {
  stand(fakeBrowser.runtime, 'getURL', (path: string) => EXTENSION + path);
  stand(fakeBrowser.runtime, 'getPlatformInfo', async () => ({ os: 'linux' }));
  stand(fakeBrowser.i18n, 'getUILanguage', () => 'en');
  stand(fakeBrowser.i18n, 'getMessage', (key: string, details: string[] = []) =>
    key === 'languageTag' ? 'en' : [key, ...details].join(' '),
  );
}

function fakePolicy(world: FakeWorld): void {
  stand(fakeBrowser.storage.managed, 'get', async () => {
    if (world.policy === null) throw new Error('Managed storage manifest not found');
    return world.policy;
  });
}

interface Injection {
  target: { tabId: number; documentIds?: string[] };
  files?: string[];
  func?: unknown;
}

/** Shows a tab in its window, which stays where it is. */
function activate({ tabs }: FakeWorld, { id, windowId }: FakeTab): void {
  for (const tab of tabs.values()) if (tab.windowId === windowId) tab.active = tab.id === id;
}

function fakeTabs(world: FakeWorld): void {
  const { tabs, granted, openTab } = world;
  stand(fakeBrowser.tabs, 'get', async (id: number) => {
    const tab = tabs.get(id);
    if (!tab) throw new Error(`No tab with id: ${id}.`);
    return tab;
  });
  stand(
    fakeBrowser.tabs,
    'query',
    async (query: { active?: boolean; lastFocusedWindow?: boolean; url?: string }) =>
      [...tabs.values()].filter(
        ({ active, url, windowId }) =>
          (!query.active || active) &&
          (!query.lastFocusedWindow || windowId === world.front) &&
          (!query.url || patternOf(url) === query.url),
      ),
  );
  stand(fakeBrowser.tabs, 'create', async ({ url, windowId }: { url: string; windowId?: number }) =>
    tabs.get(openTab(url, windowId)),
  );
  stand(fakeBrowser.tabs, 'update', async (id: number, { active }: { active?: boolean }) => {
    const tab = tabs.get(id);
    if (!tab) throw new Error(`No tab with id: ${id}.`);
    if (active) activate(world, tab);
    return tab;
  });
  stand(fakeBrowser.windows, 'getLastFocused', async () => ({ id: world.front }));
  stand(fakeBrowser.windows, 'update', async (id: number, { focused }: { focused?: boolean }) => {
    if (focused) world.front = id;
  });
  stand(fakeBrowser.tabs, 'remove', async (id: number) => void tabs.delete(id));
  stand(fakeBrowser.permissions, 'contains', async ({ origins }: { origins: string[] }) =>
    origins.every((pattern) => granted.has(pattern)),
  );
}

function fakeScripting(world: FakeWorld): void {
  const { registered, injected } = world;
  stand(fakeBrowser.scripting, 'getRegisteredContentScripts', async () => [...registered.values()]);
  stand(fakeBrowser.scripting, 'registerContentScripts', async (scripts: { id: string }[]) => {
    for (const script of scripts) {
      if (registered.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`);
      registered.set(script.id, script);
    }
  });
  stand(fakeBrowser.scripting, 'unregisterContentScripts', async ({ ids }: { ids: string[] }) => {
    for (const id of ids) registered.delete(id);
  });
  stand(fakeBrowser.scripting, 'executeScript', async ({ target, files = [], func }: Injection) => {
    if (func) return [{ result: await world.runsInPage(target.tabId, target.documentIds) }];
    for (const file of files) {
      injected.push({ tab: target.tabId, file });
      world.onInject(target.tabId, file);
    }
  });
}

/** The interface is there while it is allowed, as in browsers. */
function fakeNotifications(world: FakeWorld): void {
  const event = { addListener: () => undefined };
  const notifications = {
    onClicked: event,
    onButtonClicked: event,
    create: async (
      id: string,
      { title, message, buttons }: { title: string; message: string; buttons?: { title: string }[] },
    ) => {
      if (buttons && world.noButtons) throw new Error('Property "buttons" is unsupported by Firefox');
      world.toasts?.set(id, { title, message, ...(buttons && { buttons }) });
    },
    clear: async (id: string) => world.toasts?.delete(id),
    getAll: async () => Object.fromEntries([...(world.toasts ?? [])].map(([id]) => [id, {}])),
  };
  Object.defineProperty(fakeBrowser, 'notifications', {
    configurable: true,
    get: () => (world.toasts ? notifications : undefined),
  });
  stand(fakeBrowser.alarms, 'create', async (name: string, { when }: { when?: number }) => {
    if (when !== undefined) world.alarms.set(name, when);
  });
}

function fakeAction(world: FakeWorld): void {
  const { badge } = world;
  stand(fakeBrowser.action, 'openPopup', async () => {
    world.popups += 1;
  });
  stand(fakeBrowser.action, 'setBadgeText', async ({ text }: { text: string }) => {
    badge.text = text;
  });
  stand(fakeBrowser.action, 'setTitle', async ({ title }: { title: string }) => {
    badge.title = title;
  });
  stand(fakeBrowser.action, 'setBadgeBackgroundColor', async ({ color }: { color: string }) => {
    badge.colour = color;
  });
  stand(fakeBrowser.action, 'setBadgeTextColor', async () => undefined);
}

function patternOf(url: string): string {
  const { protocol, hostname } = new URL(url);
  return `${protocol}//${hostname}/*`;
}
