import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import type { Scene } from './gallery/scenes.ts';

export type Look = 'light' | 'dark' | 'forced-colors' | 'rtl';

export interface Shot {
  scene: Scene;
  width: number;
  look: Look;
}

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const HEIGHT = 640;

/** Longer than the pages wait before they say that something is loading, or before a click counts. */
const SETTLED_MS = 550;

/** Every picture of a scene: all widths in light and dark, its other looks in its first width. */
export function shotsOf(scene: Scene): Shot[] {
  const plain = scene.widths.flatMap((width) => [
    { scene, width, look: 'light' as const },
    { scene, width, look: 'dark' as const },
  ]);
  const others = (scene.also ?? []).map((look) => ({ scene, width: scene.widths[0] ?? 320, look }));
  return [...plain, ...others];
}

/** Takes one picture and returns what is wrong with what it shows. */
export async function take(browser: Browser, address: string, folder: string, shot: Shot): Promise<string[]> {
  const { scene, width, look } = shot;
  const page = await browser.newPage();
  try {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(`error in the page: ${String(error)}`));
    await prepare(page, width, look);
    await page.goto(`${address}#${scene.name}`, { waitUntil: 'load' });
    if (look === 'rtl') await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    await settle(page);
    for (const words of scene.press ?? []) {
      await press(page, words);
      await settle(page);
    }
    if (scene.focus !== undefined) {
      await focus(page, scene.focus);
      await settle(page);
    }
    await unfold(page, width);
    await mkdir(join(folder, look), { recursive: true });
    await page.screenshot({ path: join(folder, look, `${scene.name}-${width}.png`), fullPage: true });
    return [...faults, ...(await check(page))];
  } finally {
    await page.close();
  }
}

async function prepare(page: Page, width: number, look: Look): Promise<void> {
  await page.setViewport({ width, height: HEIGHT, deviceScaleFactor: 2 });
  await page.emulateTimezone('Europe/Berlin');
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: look === 'dark' ? 'dark' : 'light' },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  if (look === 'forced-colors') {
    const devtools = await page.createCDPSession();
    await devtools.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'forced-colors', value: 'active' }],
    });
  }
  // The samples are told from this noon.
  await page.evaluateOnNewDocument(() => {
    const noon = new Date(2026, 2, 11, 12, 0).getTime();
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...parts: []) {
        super(...((parts.length > 0 ? parts : [noon]) as []));
      }
      static override now() {
        return noon;
      }
    } as DateConstructor;
  });
}

/** A window as high as its content: nothing stands under the sticky head and foot. */
async function unfold(page: Page, width: number): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > HEIGHT) await page.setViewport({ width, height, deviceScaleFactor: 2 });
  await page.evaluate(() => scrollTo(0, 0));
}

function settle(page: Page): Promise<void> {
  return page.evaluate((wait) => new Promise<void>((done) => setTimeout(done, wait)), SETTLED_MS);
}

/** Presses what has these words or this name, as a person does: with the mouse. */
async function press(page: Page, words: string): Promise<void> {
  const found = await page.evaluateHandle((wanted) => {
    const candidates = [
      ...document.querySelectorAll<HTMLElement>('button, a, summary, label, [role="menuitem"]'),
    ];
    return candidates.find((one) =>
      [
        one.getAttribute('aria-label') ?? one.textContent,
        one.querySelector('[class$="-name"]')?.textContent,
      ].some((name) => name?.trim() === wanted),
    );
  }, words);
  const element = found.asElement();
  if (!element) throw new Error(`Expected something to press that is called “${words}”, got none.`);
  await (element as import('puppeteer-core').ElementHandle<Element>).click();
}

async function focus(page: Page, words: string): Promise<void> {
  const found = await page.evaluate((wanted) => {
    const buttons = [...document.querySelectorAll<HTMLElement>('button')];
    const button = buttons.find((one) => one.textContent.includes(wanted));
    button?.focus();
    return button !== undefined;
  }, words);
  if (!found) throw new Error(`Expected a button that says “${words}”, got none.`);
}

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

async function check(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResult> } };
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return axe.run({ runOnly: { type: 'tag', values } });
  });
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const named = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  return beyond > 0 ? [...named, `wider than the window by ${beyond} px`] : named;
}
