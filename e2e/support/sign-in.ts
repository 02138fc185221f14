import type { Browser, Page } from 'puppeteer-core';

/** Chromium now and then takes five seconds to show the window to its driver. */
const PATIENCE_MS = 20_000;

/**
 * Enters login and password in the sign-in window that opened since `before` was taken, and waits until the
 * window has closed itself. With a wrong password the window stays: see `signInPage`.
 *
 * ```ts
 * const before = new Set(await browser.pages());
 * await popup.click('button');
 * await signInWindow(browser, before, 'alice', 'secret');
 * ```
 */
export async function signInWindow(
  browser: Browser,
  before: ReadonlySet<Page>,
  login: string,
  password: string,
): Promise<void> {
  const page = await signInPage(browser, before);
  await enterLogin(page, login, password);
  await until('the sign-in window closed', async () => !(await browser.pages()).includes(page) || null);
}

/** The sign-in window that opened since `before` was taken, once its form is there. */
export function signInPage(browser: Browser, before: ReadonlySet<Page>): Promise<Page> {
  return until('a sign-in window', async () => {
    for (const page of await browser.pages()) {
      if (before.has(page)) continue;
      // Firefox gives no address for this window, so the page itself is asked.
      const ready = await page
        .evaluate(
          () => document.readyState === 'complete' && document.querySelector('input[name=login]') !== null,
        )
        .catch(() => false);
      if (ready) return page;
    }
    return null;
  });
}

/** Fills in the form and sends it. */
export async function enterLogin(page: Page, login: string, password: string): Promise<void> {
  const fill = (name: string, value: string) => {
    const input = document.querySelector<HTMLInputElement>(`input[name=${name}]`);
    if (input) input.value = value;
  };
  await page.evaluate(fill, 'login', login);
  await page.evaluate(fill, 'password', password);
  // The page may be gone before its answer arrives.
  await page.evaluate(() => document.forms[0]?.requestSubmit()).catch(() => {});
}

async function until<T>(what: string, find: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const found = await find();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Expected ${what} within ${PATIENCE_MS / 1000} s, got none.`);
}
