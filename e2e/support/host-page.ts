/** What a person has half done on the CRM page, and whether it is still so. */
import type { Page } from 'puppeteer-core';
import { until } from './ui.ts';

export const HALF_TYPED = 'Two deck ovens, and perhaps a';

export interface HalfDone {
  url: string;
  field: string;
  value: string;
  selection: [number | null, number | null];
  scrolled: number[];
}

/** Types into a field of the page without saving, marks a part of it, and scrolls the page under it. */
export async function leaveHalfDone(page: Page, field: string): Promise<HalfDone> {
  await page.waitForSelector(field, { visible: true });
  await page.click(field, { count: 3 });
  await page.keyboard.type(HALF_TYPED);
  await page.evaluate((selector) => {
    const input = document.querySelector<HTMLInputElement>(selector);
    input?.setSelectionRange(4, 8);
    for (const element of document.querySelectorAll('*')) element.scrollTop = 30;
  }, field);
  return readHalfDone(page);
}

/** What stands there now. */
export function readHalfDone(page: Page): Promise<HalfDone> {
  return page.evaluate((): HalfDone => {
    const active = document.activeElement as HTMLInputElement | null;
    const scrollers = [document.documentElement, ...document.querySelectorAll('body *')];
    return {
      url: location.href,
      field: active?.name || active?.tagName || '',
      value: active?.value ?? '',
      selection: [active?.selectionStart ?? null, active?.selectionEnd ?? null],
      scrolled: scrollers.map((element) => element.scrollTop).filter((top) => top > 0),
    };
  });
}

/** Waits until the focus is back in the page, and gives what stands there then. */
export async function returned(page: Page, field: string): Promise<HalfDone> {
  return until(`the focus back in ${field}`, async () => {
    const now = await readHalfDone(page);
    return now.field === field ? now : null;
  });
}
