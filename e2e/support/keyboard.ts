/** What somebody does who has no mouse. */
import type { Frame, Page } from 'puppeteer-core';
import { find, type Role, until } from './ui.ts';

/** What has the focus in the overlay, in the words that stand there; empty: nothing has. */
export function focusName(overlay: Frame): Promise<string> {
  return overlay.evaluate(() => {
    const active = document.activeElement as HTMLInputElement | null;
    if (!active || active === document.body) return '';
    return active.labels?.[0]?.innerText ?? active.ariaLabel ?? active.innerText;
  });
}

export async function focusAt(overlay: Frame, name: string | RegExp): Promise<void> {
  const pattern = new RegExp(name);
  await until(`the focus at ${name}`, async () => pattern.test(await focusName(overlay)));
}

/** Goes on with the Tab key until it is there. */
export async function tabTo(page: Page, overlay: Frame, role: Role, name: string | RegExp): Promise<void> {
  const target = await find(overlay, role, name);
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  await until(`the focus at ${name}`, async () => {
    if (!(await isThere())) await page.keyboard.press('Tab');
    return isThere();
  });
}

export function hostFocus(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.localName);
}
