import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Target as BrowserTarget, type Frame, type Page } from 'puppeteer-core';
import { originPattern } from '../../lib/access/origins.ts';
import { programOf } from '../../scripts/test/tools.ts';
import { type Policed, type Policy, setPolicy } from './policy.ts';
import { until } from './ui.ts';

/**
 * One driver for both browsers: Chromium over CDP, Firefox over WebDriver BiDi, the production build
 * installed in a fresh profile. What the two do differently stays in this file.
 */
export interface Driver {
  target: Target;
  browser: Browser;
  /** `chrome-extension://…` or `moz-extension://…`; empty without an extension. */
  origin: string;
  openExtensionPage(path: string): Promise<Page>;
  /** Lets the extension have an origin that it will ask for, as if the person had agreed. */
  allowHost(origin: string): Promise<void>;
  /** Makes a page light or dark, as the settings of the system do. In Firefox that goes for all pages. */
  setTone(page: Page, tone: Tone): Promise<void>;
  /** The person presses the keys of a command: no driver reaches those that belong to the browser itself. */
  command(name: string): Promise<void>;
  /** Ends the service worker or event page, as the browser does whenever it likes. */
  stopBackground(): Promise<void>;
  close(): Promise<void>;
}

export type Target = 'chrome' | 'firefox';
export type Tone = 'light' | 'dark';
/** The language of the browser, and with it of the extension. */
export type Language = 'en-US' | 'de';

export const GECKO_ID = 'throughline@throughline.example';
const FIREFOX_UUID = '6f1d7c1e-51f0-4d6e-9a53-0f3c5d3c7b10';
const WINDOW = { width: 1280, height: 900 };

/** The browser that this run is for, from `BROWSER`. */
export function targetBrowser(): Target {
  const name = process.env.BROWSER ?? 'chrome';
  if (name === 'chrome' || name === 'firefox') return name;
  throw new Error(`Expected BROWSER to be chrome or firefox, got ${name}.`);
}

/** How a person's browser is. */
export interface Setup {
  language?: Language;
  /** Optional permissions that the extension has. */
  allowed?: readonly string[];
  /** What an administrator has set for the extension; only where `takesPolicies`. */
  policy?: Policy;
}

/**
 * Starts a browser with the production build in it (from the folder `BUILDS`, else `.output`), with the
 * extension of another folder, or with none (null). `HEADED=1` is for people who watch.
 */
export function launch(
  target: Target = targetBrowser(),
  folder?: string | null,
  { language = 'en-US', allowed = [], policy }: Setup = {},
): Promise<Driver> {
  const place = mkdtempSync(join(tmpdir(), 'throughline-browser-'));
  const start = target === 'chrome' ? launchChromium : launchFirefox;
  const found = program(target);
  const run = policy ? setPolicy(target, found, place, policy) : { program: found, env: {} };
  return start(place, folder === undefined ? copyOf(`${target}-mv3`, place, allowed) : folder, language, run);
}

/** A browser reads an unpacked extension file by file while it runs: a build meanwhile must not reach it. */
function copyOf(build: string, place: string, allowed: readonly string[]): string {
  const copy = join(place, build);
  cpSync(join(process.env.BUILDS ?? '.output', build), copy, { recursive: true });
  if (allowed.length > 0) allow(join(copy, 'manifest.json'), allowed);
  return copy;
}

/** Optional permissions that the person has agreed to: the prompt is native and cannot be clicked. */
function allow(manifest: string, allowed: readonly string[]): void {
  const read = JSON.parse(readFileSync(manifest, 'utf8')) as { permissions: string[] };
  read.permissions.push(...allowed);
  writeFileSync(manifest, JSON.stringify(read));
}

async function launchChromium(
  place: string,
  folder: string | null,
  language: Language,
  { program, env }: Policed,
): Promise<Driver> {
  const browser = await puppeteer.launch({
    executablePath: program,
    headless: !process.env.HEADED,
    pipe: true, // installExtension works over a pipe only
    enableExtensions: true,
    // On Linux this decides, elsewhere the argument does.
    env: { ...process.env, ...env, LANGUAGE: language },
    args: ['--no-sandbox', `--lang=${language}`, `--window-size=${WINDOW.width},${WINDOW.height}`],
    defaultViewport: null,
    userDataDir: join(place, 'profile'),
  });
  const id = folder ? await browser.installExtension(folder) : '';
  const origin = folder ? `chrome-extension://${id}` : '';
  const settings = await browser.newPage();
  await settings.goto('chrome://extensions');
  return {
    target: 'chrome',
    browser,
    origin,
    async openExtensionPage(path) {
      const page = await browser.newPage();
      await page.goto(`${origin}/${path}`);
      return page;
    },
    // The prompt is native and cannot be clicked; access that is there already is not asked for.
    async allowHost(host) {
      await settings.evaluate(
        `chrome.developerPrivate.addHostPermission(${JSON.stringify(id)}, ${JSON.stringify(originPattern(host))})`,
      );
    },
    async setTone(page, tone) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: tone }]);
      await hasTone(page, tone);
    },
    async command(name) {
      await until('the background to hear a command', async () => {
        const targets = browser.targets().filter((target) => target.url().startsWith(origin));
        const worker = targets.findLast((target) => target.type() === 'service_worker');
        return worker && dispatch(worker, name);
      });
    },
    async stopBackground() {
      await stopWorkers(browser, origin);
    },
    close: () => closeAndForget(browser, place),
  };
}

async function hasTone(page: Page, tone: Tone): Promise<void> {
  await until(`the page to be ${tone}`, () =>
    page.evaluate((wanted) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches, tone),
  );
}

/** Does what a key of the person's does. Nobody stays with the worker: one that is watched never ends. */
async function dispatch(worker: BrowserTarget, command: string): Promise<true> {
  const session = await worker.createCDPSession();
  try {
    const expression = `chrome.commands.onCommand.dispatch(${JSON.stringify(command)})`;
    const { exceptionDetails } = await session.send('Runtime.evaluate', { expression });
    if (exceptionDetails) throw new Error(`Expected the worker to hear it, got ${exceptionDetails.text}.`);
  } finally {
    await session.detach();
  }
  return true;
}

/** Puppeteer's own list keeps workers that are gone, so the browser is asked. */
async function stopWorkers(browser: Browser, origin: string): Promise<void> {
  const session = await browser.target().createCDPSession();
  const running = async () => {
    const { targetInfos } = await session.send('Target.getTargets');
    return targetInfos.filter(({ type, url }) => type === 'service_worker' && url.startsWith(origin));
  };
  for (const { targetId } of await running()) {
    // One that is just starting does not listen.
    await until('the worker to end', async () => {
      await session.send('Target.closeTarget', { targetId }).catch(() => {});
      return (await running()).every((worker) => worker.targetId !== targetId);
    });
  }
  await session.detach();
}

async function launchFirefox(
  place: string,
  folder: string | null,
  language: Language,
  { program, env }: Policed,
): Promise<Driver> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: program,
    env: { ...process.env, ...env },
    headless: !process.env.HEADED,
    // Lets BiDi open pages of the extension and reach the browser's own scope.
    args: ['--remote-allow-system-access', `--width=${WINDOW.width}`, `--height=${WINDOW.height}`],
    defaultViewport: null,
    userDataDir: join(place, 'profile'),
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: FIREFOX_UUID }),
      'extensions.webextOptionalPermissionPrompts': false,
      // A desktop's own service is not there in a test: notifications would be gone at once.
      'alerts.useSystemBackend': false,
      'intl.accept_languages': language,
      'intl.locale.requested': language,
    },
  });
  if (folder) await browser.installExtension(folder);
  const origin = `moz-extension://${FIREFOX_UUID}`;
  return {
    target: 'firefox',
    browser,
    origin,
    async openExtensionPage(path) {
      // A tab is made beside another one; that can be a page of ours that is just closing itself.
      const page = await browser.newPage().catch(() => browser.newPage());
      // Firefox reports no load event for pages of an extension.
      await page.goto(`${origin}/${path}`, { waitUntil: [] });
      await page.waitForFunction(() => document.readyState === 'complete');
      return page;
    },
    allowHost: async () => {},
    // WebDriver BiDi cannot do it for a page.
    async setTone(page, tone) {
      const value = tone === 'dark' ? 0 : 1;
      await inBrowserScope(
        browser,
        `Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${value})`,
      );
      await hasTone(page, tone);
    },
    async command(name) {
      await inBrowserScope(
        browser,
        `WebExtensionPolicy.getByID(${JSON.stringify(GECKO_ID)}).extension
          .shortcuts.onCommand(${JSON.stringify(name)})`,
      );
    },
    async stopBackground() {
      await inBrowserScope(
        browser,
        `WebExtensionPolicy.getByID(${JSON.stringify(GECKO_ID)}).extension
          .terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })`,
      );
    },
    close: () => closeAndForget(browser, place),
  };
}

/** The part of puppeteer's BiDi connection that it does not publish. */
interface BidiConnection {
  send(method: string, params: object): Promise<{ result: { contexts: { context: string }[] } }>;
}

async function inBrowserScope(browser: Browser, expression: string): Promise<void> {
  const { connection } = browser as unknown as { connection: BidiConnection };
  const { result } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  await connection.send('script.evaluate', {
    target: { context: result.contexts[0]?.context },
    awaitPromise: true,
    expression,
  });
}

/**
 * The overlay's frame in a CRM page. Firefox reports no address for it, so the frames themselves are asked; it also goes on
 * to report those of a page that was left and kept, which are not in sight while the page is.
 */
export async function overlayFrame(page: Page): Promise<Frame> {
  let seen: string[] = [];
  return until(
    async () => `the overlay among the frames of ${page.url()} (there are ${seen.join(', ') || 'none'})`,
    async () => {
      const frames = page.frames();
      const sight = await page.evaluate(() => document.visibilityState);
      seen = await Promise.all(frames.map((frame) => frame.evaluate(addressInSight).catch(String)));
      const ours = new RegExp(`^${sight} [a-z]+-extension:.*/overlay\\.html`);
      return frames.find((_, index) => ours.test(seen[index] ?? ''));
    },
  );
}

/** Runs in a frame. */
function addressInSight(): string {
  return `${document.visibilityState} ${location.href}`;
}

/** A profile is up to 50 MB, and a run of all tests makes many. */
async function closeAndForget(browser: Browser, place: string): Promise<void> {
  await browser.close();
  // What the browser still writes while it goes away is tried again.
  rmSync(place, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

function program(target: Target): string {
  const found = programOf(target);
  if (!found)
    throw new Error(`Expected ${target} on this machine, got none. Install it or set its variable.`);
  return found;
}
