import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type LaunchOptions } from 'puppeteer-core';
import type { RunningCrm } from '../../demo/crms/crm.ts';
import { originPattern } from '../../lib/access/origins.ts';
import { programOf } from '../test/tools.ts';
import { extensionFolder } from './extension.ts';
import type { BROWSER_NAMES } from './options.ts';

export type BrowserName = (typeof BROWSER_NAMES)[number];

const GECKO_ID = 'throughline@throughline.example';
const GECKO_UUID = '3a7f2f6e-9a0c-4a55-8f0e-6f0f9f5c7d21';

/** Why no browser can be opened here; null: one can. */
export function whyNoBrowser(name: BrowserName): string | null {
  if (!programOf(name)) return `no ${name === 'chrome' ? 'Chromium or Chrome' : 'Firefox'} was found`;
  const needsDisplay = process.platform === 'linux';
  if (needsDisplay && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display';
  return null;
}

export interface OpenBrowser {
  /** Resolves when the person has closed it. */
  closed: Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a browser of its own profile, kept in `data`, with the extension in it: the options in one tab, a
 * record of the CRM in the other, access to the CRM granted as this window exists for nothing else.
 */
export async function openBrowser(
  name: BrowserName,
  data: string,
  server: string,
  crm: RunningCrm,
): Promise<OpenBrowser> {
  const profile = join(data, `profile-${name}`);
  const browser = await puppeteer.launch(name === 'chrome' ? chromium(profile) : firefox(profile));
  const id = await browser.installExtension(extensionFolder(name));
  const origin = name === 'chrome' ? `chrome-extension://${id}` : `moz-extension://${GECKO_UUID}`;
  if (name === 'chrome') await allow(browser, id, [crm.origin, server]);
  const record = (await browser.pages())[0] ?? (await browser.newPage());
  await crm.login(record);
  await record.goto(crm.recordUrl);
  const options = await browser.newPage();
  await options.goto(`${origin}/options.html`, { waitUntil: [] });
  const closed = new Promise<void>((done) => browser.once('disconnected', () => done()));
  return { closed, close: () => browser.close() };
}

function chromium(profile: string): LaunchOptions {
  return {
    executablePath: programOf('chrome') ?? '',
    headless: false,
    pipe: true,
    enableExtensions: true,
    userDataDir: profile,
    defaultViewport: null,
    ignoreDefaultArgs: ['--enable-automation'],
    // Chromium has no sandbox for root.
    args: ['--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : [])],
    handleSIGINT: false,
  };
}

function firefox(profile: string): LaunchOptions {
  return {
    browser: 'firefox',
    // Chromium notices by itself when its driver is gone; Firefox would stay and keep the profile locked.
    executablePath: resolve('scripts/start/follow-parent.sh'),
    env: { ...process.env, THROUGHLINE_BROWSER: programOf('firefox') ?? '' },
    headless: false,
    userDataDir: profile,
    defaultViewport: null,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: { 'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: GECKO_UUID }) },
    handleSIGINT: false,
  };
}

/** Chromium asks for access in a window that only its own settings page can spare the person. */
async function allow(browser: Browser, id: string, origins: readonly string[]): Promise<void> {
  const settings = await browser.newPage();
  await settings.goto('chrome://extensions');
  for (const origin of origins) {
    const call = `chrome.developerPrivate.addHostPermission(${JSON.stringify(id)}, ${JSON.stringify(originPattern(origin))})`;
    await settings.evaluate(call);
  }
  await settings.close();
}
