/** Rows of a CRM's list that can be ticked. */
import type { Page } from 'puppeteer-core';
import { until } from './ui.ts';

const TAKEN_MS = 1000;

/** Ticks these boxes of a list and no others: some CRMs remember what was ticked. */
export async function tick(page: Page, boxes: string, rows: readonly number[]): Promise<void> {
  const all = await until('the rows', async () => {
    const { length } = await page.$$(boxes);
    return length > 2 && length;
  });
  for (let index = 0; index < all; index += 1) {
    const wanted = rows.includes(index);
    const asWanted = async () => (await page.evaluate(isTicked, boxes, index)) === wanted;
    // A press that missed, because the list was drawn anew, is made again.
    await until('the tick', async () => {
      if (await asWanted()) return true;
      await (await page.$$(boxes))[index]?.click();
      return until('the tick', asWanted, TAKEN_MS).catch(() => false);
    });
  }
}

/** Runs in the page. */
function isTicked(boxes: string, index: number): boolean {
  return document.querySelectorAll<HTMLInputElement>(boxes)[index]?.checked === true;
}
