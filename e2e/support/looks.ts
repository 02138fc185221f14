/** What is wrong with a page in each look that a person may have it in. */
import type { Page } from 'puppeteer-core';
import { axeFindings, type Finding } from './axe.ts';
import type { Driver } from './driver.ts';
import { type Scope, until } from './ui.ts';

/** What an enlargement to 200 % leaves of a window of 1280 by 900. */
export const ENLARGED = { width: 640, height: 450 } as const;

/** What is wrong, by the look in which it is; nothing where nothing is. */
export interface Faults {
  light?: Finding[];
  dark?: Finding[];
  enlarged?: string[];
  rightToLeft?: string[];
}

/** Looks at a page of the extension in light and in dark, enlarged, and from right to left. */
export async function faultsOf(
  driver: Driver,
  page: Page,
  size: { width: number; height: number } = ENLARGED,
): Promise<Faults> {
  await page.bringToFront();
  const light = await axeFindings(page);
  await driver.setTone(page, 'dark');
  const dark = await axeFindings(page);
  await driver.setTone(page, 'light');
  const narrow = await enlarged(page, page, size, async () => ({
    enlarged: await tooWide(page),
    rightToLeft: await fromRightToLeft(page),
  }));
  return found({ light, dark, ...narrow });
}

/** Does something while the window is as narrow as an enlargement makes it; `scope` is it or a frame in it. */
export async function enlarged<T>(
  page: Page,
  scope: Scope,
  size: { width: number; height: number },
  look: () => Promise<T>,
): Promise<T> {
  await page.setViewport(size);
  try {
    await until(`the window to be ${size.width} pixels wide`, () =>
      page.evaluate((width) => innerWidth === width, size.width),
    );
    await drawn(scope);
    return await look();
  } finally {
    await page.setViewport(null);
  }
}

/** What is too wide when everything runs from right to left. */
export async function fromRightToLeft(scope: Scope): Promise<string[]> {
  await scope.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  await drawn(scope);
  const wide = await tooWide(scope);
  await scope.evaluate(() => document.documentElement.removeAttribute('dir'));
  return wide;
}

/**
 * What is wider than its window or frame: a person would have to scroll sideways, or could not see it at all.
 * What is meant to be scrolled, as a diagram, can have the focus for that.
 */
export function tooWide(scope: Scope): Promise<string[]> {
  return scope.evaluate(() => {
    const root = document.documentElement;
    const overflowOf = (element: Element) => getComputedStyle(element).overflowX;
    const isCut = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      element !== root &&
      (overflowOf(element) !== 'visible' || isCut(element.parentElement));
    const sticksOut = (element: Element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (left < -1 || right > root.clientWidth + 1) && !isCut(element.parentElement);
    };
    const scrolls = (element: Element) =>
      element.scrollWidth > element.clientWidth + 1 &&
      ['auto', 'scroll'].includes(overflowOf(element)) &&
      !(element instanceof HTMLElement && element.tabIndex >= 0);
    const wide = [...document.body.querySelectorAll('*')].filter(
      (element) => element.checkVisibility() && (sticksOut(element) || scrolls(element)),
    );
    const named = wide.map((element) => `${element.localName}.${element.getAttribute('class') ?? ''}`);
    const over = root.scrollWidth - root.clientWidth;
    return over > 0 ? [`the page, by ${over} pixels`, ...named] : named;
  });
}

/** Waits until what depends on the size of the window has been drawn for it. */
function drawn(scope: Scope): Promise<void> {
  return scope.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}

function found(faults: Required<Faults>): Faults {
  return Object.fromEntries(Object.entries(faults).filter(([, list]) => list.length > 0));
}
