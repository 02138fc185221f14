import type { Browser, Page } from 'puppeteer-core';
import { DEMO_PASSWORD } from '../../scripts/start/server.ts';
import { until } from './ui.ts';

/** Chromium sometimes shows the window five seconds late. */
const WINDOW_MS = 20_000;

/** Does what opens the sign-in window, and signs this account in there as a person does. */
export async function signInAt(browser: Browser, login: string, open: () => Promise<void>): Promise<void> {
  const before = new Set(await browser.pages());
  await open();
  const page = await until('the sign-in window', () => loginPage(browser, before), WINDOW_MS);
  await page.type('#login', login);
  await page.type('#password', DEMO_PASSWORD);
  // The window closes as the form is sent: the press has no answer then.
  await page.keyboard.press('Enter').catch(() => {});
}

async function loginPage(browser: Browser, before: Set<Page>): Promise<Page | null> {
  for (const page of await browser.pages()) {
    if (before.has(page)) continue;
    const ready = await page
      .evaluate(() => document.readyState === 'complete' && document.querySelector('#password') !== null)
      .catch(() => false);
    if (ready) return page;
  }
  return null;
}
