import type { Frame, Page } from 'puppeteer-core';
import { SEEN_MS } from '../../entrypoints/overlay/guard.ts';
import { DEMO_PASSWORD } from '../../scripts/start/server.ts';
import { type Driver, launch, overlayFrame, type Setup } from './driver.ts';
import { type Network, startNetwork } from './network.ts';
import { signInWindow } from './sign-in.ts';
import { fill, find, has, press, pressIfThere, type Scope, see, until } from './ui.ts';

const BUTTON = 'throughline-button';
const OVERLAY = 'throughline-overlay';
const TAKEN_MS = 1000;

/** Somebody with a browser of their own, the extension in it, and a network that can fail. */
export interface Person {
  login: string;
  driver: Driver;
  network: Network;
  /** The options page, opened anew. */
  options(): Promise<Page>;
  /** Enters the address of the server in the options, where no administrator has set it. */
  setServer(): Promise<void>;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  /** Lets the extension have the CRM at this origin, as the person does in the options. */
  allow(origin: string): Promise<void>;
  /** A new tab on a page of the CRM. */
  onPage(url: string): Promise<Page>;
  /** Presses the Process button on a CRM page, and gives the overlay that opens. */
  pressProcess(page: Page): Promise<Frame>;
  /** Presses the keys of a command over a CRM page, and gives the overlay that opens. */
  pressKeys(page: Page, command: 'my-tasks' | 'process'): Promise<Frame>;
  /** The overlay that stands over a CRM page. */
  overlay(page: Page): Promise<Frame>;
  /** The badge on the toolbar icon; empty when there is none. */
  badge(): Promise<string>;
  /** The page behind the toolbar icon, in a tab. */
  popup(): Promise<Page>;
  /** The tab that a page of the extension has opened in. */
  tab(path: string): Promise<Page>;
  /** The notifications that the browser shows of the extension, by their ids. */
  toasts(): Promise<string[]>;
  /** The tab that a task has opened in. */
  taskTab(): Promise<Page>;
  leave(): Promise<void>;
}

/** Starts a browser for somebody. Nobody is signed in and nothing is allowed yet. */
export async function arrive(login: string, serverPort: number, setup?: Setup): Promise<Person> {
  const network = await startNetwork(serverPort);
  // An administrator who sets anything sets the server too.
  const policy = setup?.policy && { server: network.url, ...setup.policy };
  const driver = await launch(undefined, undefined, { ...setup, ...(policy && { policy }) });
  const control = await driver.openExtensionPage('popup.html');
  const options = () => driver.openExtensionPage('options.html');
  const person: Person = {
    login,
    driver,
    network,
    options,
    async setServer() {
      const page = await options();
      if (policy) {
        // Chromium brings the policy a little after a new extension has started.
        await see(page, 'Set by your administrator.');
        await page.close();
        return;
      }
      await fill(page, 'Address', network.url);
      await press(page, 'button', 'Save');
      await see(page, 'Saved.');
      await page.close();
    },
    async signIn() {
      await person.setServer();
      const page = await options();
      await signInBy(person, () => press(page, 'button', 'Sign in'));
      await find(page, 'button', 'Sign out');
      await page.close();
    },
    async signOut() {
      const page = await options();
      await press(page, 'button', 'Sign out');
      await find(page, 'button', 'Sign in');
      await page.close();
    },
    async allow(origin) {
      await driver.allowHost(origin);
      const page = await options();
      await until(`access to ${origin}`, async () => {
        await pressIfThere(page, 'button', /^Allow /);
        // While the sites are still loading there is neither.
        return (await has(page, 'button', /^Remove /)) && !(await has(page, 'button', /^Allow /));
      });
      await page.close();
    },
    async onPage(url) {
      const page = await driver.browser.newPage();
      await page.goto(url);
      return page;
    },
    async pressProcess(page) {
      await clickProcess(page);
      return overlayFrame(page);
    },
    async pressKeys(page, command) {
      await page.bringToFront();
      await driver.command(command);
      return overlayFrame(page);
    },
    overlay: overlayFrame,
    badge: () => control.evaluate(badgeText),
    popup: () => driver.openExtensionPage('popup.html'),
    tab: (path) => until(`${path} in a tab`, () => newestTab(driver, path)),
    toasts: () => control.evaluate(toastIds),
    taskTab: () => until('the task in a tab of its own', () => newestTab(driver, '/overlay.html')),
    async leave() {
      await driver.close();
      await network.close();
    },
  };
  return person;
}

async function newestTab(driver: Driver, path: string): Promise<Page | null> {
  for (const page of (await driver.browser.pages()).reverse()) {
    if ((await page.evaluate(() => location.pathname).catch(() => '')) === path) return page;
  }
  return null;
}

/** Does what opens the sign-in window, and signs the person in there. */
export async function signInBy({ driver, login }: Person, open: () => Promise<void>): Promise<void> {
  const before = new Set(await driver.browser.pages());
  await open();
  await signInWindow(driver.browser, before, login, DEMO_PASSWORD);
}

/**
 * Presses the Process button where it is: in a closed shadow root, so by its place on the screen. A CRM that is
 * still drawing its toolbar moves it, and Firefox loses a first press now and then: what was missed is repeated.
 */
export async function clickProcess(page: Page): Promise<void> {
  await page.bringToFront();
  await until('the Process button to take a press', async () => {
    const { x, y } = await restingPlace(page);
    await page.evaluate(noteClicks, BUTTON);
    await page.mouse.click(x, y);
    return until('the press', () => page.evaluate(wasClicked, BUTTON), TAKEN_MS).catch(() => false);
  });
}

/** Where the Process button stands, once it stands still. */
function restingPlace(page: Page): Promise<{ x: number; y: number }> {
  let last = '';
  return until('the Process button to be in sight, at rest', async () => {
    const centre = await centreOf(page, BUTTON);
    const place = JSON.stringify(centre);
    const rests = place === last;
    last = place;
    return rests && centre;
  });
}

/** Runs in the CRM page. */
function noteClicks(tag: string): void {
  for (const element of document.querySelectorAll(tag)) {
    Reflect.set(element, 'wasClicked', false);
    element.addEventListener('click', () => Reflect.set(element, 'wasClicked', true), { once: true });
  }
}

/** Runs in the CRM page. */
function wasClicked(tag: string): boolean {
  return [...document.querySelectorAll(tag)].some((element) => Reflect.get(element, 'wasClicked') === true);
}

/** Whether the Process button is in sight now. */
export async function hasProcess(page: Page): Promise<boolean> {
  return (await centreOf(page, BUTTON)) !== null;
}

/** Presses a button that completes a step: only a page that has been seen for a while takes it. */
export async function complete(scope: Scope, name: string | RegExp): Promise<void> {
  await find(scope, 'button', name);
  await seenEnough(scope);
  await press(scope, 'button', name);
}

/** Looks at a page for as long as it wants to be seen before it takes anything. */
export async function seenEnough(scope: Scope): Promise<void> {
  await scope.evaluate((seen) => new Promise<void>((done) => setTimeout(done, seen)), SEEN_MS + 50);
}

/** Waits until nothing of ours but the Process button stands over the page. */
export async function overlayGone(page: Page): Promise<void> {
  await until('the overlay to close', async () => !(await isCovered(page)));
}

/** Waits until the overlay stands over the page, whether the driver knows its frame or not. */
export async function overlayThere(page: Page): Promise<void> {
  await until('the overlay to be there', () => isCovered(page));
}

/** Whether a point of the page belongs to the overlay: its element has no size, only the window in it has. */
export function isCovered(page: Page): Promise<boolean> {
  return page.evaluate((overlay) => {
    const step = 40;
    for (let y = step / 2; y < innerHeight; y += step) {
      for (let x = step / 2; x < innerWidth; x += step) {
        if (document.elementFromPoint(x, y)?.localName === overlay) return true;
      }
    }
    return false;
  }, OVERLAY);
}

/** Waits until the badge reads this; empty: until there is none. */
export async function seeBadge(person: Person, text: string): Promise<void> {
  let last = '';
  await until(
    async () => `the badge of ${person.login} to read "${text}" (it reads "${last}")`,
    async () => {
      last = await person.badge();
      return last === text;
    },
  );
}

/** Waits until a page says that the link to the server is live. */
export async function seeLive(scope: Scope): Promise<void> {
  await see(scope, /Connected/);
}

function centreOf(page: Page, tag: string): Promise<{ x: number; y: number } | null> {
  return page.evaluate((name) => {
    const boxes = [...document.querySelectorAll(name)].map((element) => element.getBoundingClientRect());
    const box = boxes.find(({ width, height }) => width * height > 0);
    return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
  }, tag);
}

/** Runs in a page of the extension. */
function badgeText(): Promise<string> {
  const { browser, chrome } = globalThis as unknown as Record<string, ExtensionApi | undefined>;
  const api = browser ?? chrome;
  return api ? api.action.getBadgeText({}) : Promise.reject(new Error('Expected a page of the extension.'));
}

/** Runs in a page of the extension; none while the person has not allowed any. */
async function toastIds(): Promise<string[]> {
  const { browser, chrome } = globalThis as unknown as Record<string, ExtensionApi | undefined>;
  return Object.keys((await (browser ?? chrome)?.notifications?.getAll()) ?? {}).sort();
}

/** Makes the tabs of an origin larger or smaller, asked in a page of the extension: no driver has the keys for it. */
export async function zoomTabs(remote: Page, origin: string, factor: number): Promise<void> {
  await remote.evaluate(setZoom, `${origin}/*`, factor);
}

/** Runs in a page of the extension. */
async function setZoom(pattern: string, factor: number): Promise<void> {
  const { browser, chrome } = globalThis as unknown as Record<string, ExtensionApi | undefined>;
  const tabs = (browser ?? chrome)?.tabs;
  for (const { id } of (await tabs?.query({ url: pattern })) ?? []) await tabs?.setZoom(id, factor);
}

interface ExtensionApi {
  tabs?: {
    query(sought: object): Promise<{ id: number }[]>;
    setZoom(tab: number, factor: number): Promise<void>;
  };
  notifications?: { getAll(): Promise<Record<string, unknown>> };
  action: { getBadgeText(details: object): Promise<string> };
}
