import type { Page } from 'puppeteer-core';
import { until } from './ui.ts';

/** Waits until no word of the page lies under the Process button: it has a place of its own. */
export async function clearOfWords(page: Page): Promise<void> {
  let under: string[] = [];
  await until(
    async () => `nothing of the page under the Process button (there is "${under.join('", "')}")`,
    async () => {
      under = await page.evaluate(wordsUnder, 'throughline-button');
      return under.length === 0;
    },
  );
}

/** Runs in the CRM page. Words that something lies over besides are not seen: those behind a dialog. */
function wordsUnder(tag: string): string[] {
  const button = document.querySelector(tag);
  const box = button?.getBoundingClientRect();
  if (!button || !box || box.width === 0) return ['no button'];
  /** Whether an element would be in sight in the middle of what it shares with the button. */
  const isUnder = (element: Element, { left, right, top, bottom }: DOMRect) => {
    const [width, height] = [
      Math.min(right, box.right) - Math.max(left, box.left),
      Math.min(bottom, box.bottom) - Math.max(top, box.top),
    ];
    // Lines are higher than their words, and may touch.
    if (width < 2 || height < box.height / 3) return false;
    const at = [Math.max(left, box.left) + width / 2, Math.max(top, box.top) + height / 2] as const;
    return document.elementsFromPoint(...at).find((one) => !one.contains(button)) === element;
  };
  const found: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const words = text.textContent?.trim();
    const element = text.parentElement;
    if (!words || !element) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    if ([...range.getClientRects()].some((rect) => isUnder(element, rect))) found.push(words);
  }
  return found;
}
