/** How a person picks: the panel is in a closed shadow root, so by its focus and its keys; places by the mouse. */
import type { Page } from 'puppeteer-core';
import { writeAdapter } from '../../lib/sites/adapter-file.ts';
import type { SiteAdapter } from '../../lib/sites/schema.ts';
import type { Person } from './person.ts';
import { fill, press, see, until } from './ui.ts';

const PANEL = 'throughline-picker';
const TAKEN_MS = 1500;

/** Somebody who picks: the page of the CRM, and the options beside it. */
export interface Picking {
  page: Page;
  options: Page;
}

/** Begins to pick on a page of a CRM, from the options. */
export async function beginPicking(person: Person, options: Page, url: string): Promise<Picking> {
  const before = new Set(await person.driver.browser.pages());
  await fill(options, /^A page of your CRM/, url);
  await press(options, 'button', 'Open it and point');
  const page = await until('the page of the CRM', async () => {
    const pages = await person.driver.browser.pages();
    return pages.find((one) => !before.has(one) && one.url().startsWith(new URL(url).origin));
  });
  const picking = { page, options };
  await seePanel(picking);
  return picking;
}

/** The panel stands on the page. */
export async function seePanel({ page }: Picking): Promise<void> {
  await until('the panel of the picker', () =>
    page.evaluate((tag) => document.querySelector(tag) !== null, PANEL),
  );
}

/** Presses the first button of the panel, until the pick is at this step. */
export async function goOn(picking: Picking, to: string): Promise<void> {
  const { page } = picking;
  await page.bringToFront();
  await until(`the picker to come to ${to}`, async () => {
    if ((await stepOf(picking)) === to) return true;
    await page.evaluate((tag) => document.querySelector<HTMLElement>(tag)?.focus(), PANEL);
    await page.keyboard.press('Enter');
    return isAt(picking, to);
  });
}

/** Points at an element with the mouse, until the pick is at this step. */
export async function pointAt(picking: Picking, selector: string, to: string): Promise<void> {
  const { page } = picking;
  await page.bringToFront();
  await until(`the picker to take ${selector}`, async () => {
    if ((await stepOf(picking)) === to) return true;
    const box = await (await page.waitForSelector(selector, { visible: true }))?.boundingBox();
    if (!box) return false;
    await page.mouse.move(box.x + 1, box.y + 1);
    await page.mouse.click(box.x + Math.min(10, box.width / 2), box.y + box.height / 2);
    return isAt(picking, to);
  });
}

const isAt = (picking: Picking, step: string) =>
  until('the step', async () => (await stepOf(picking)) === step, TAKEN_MS).catch(() => false);

/** Has the person save a record, until the request was seen and the page stands there anew. */
export async function save(picking: Picking, by: (page: Page) => Promise<void>): Promise<void> {
  const { page } = picking;
  const begun = () => page.evaluate(() => performance.timeOrigin);
  const before = await begun();
  await by(page);
  await until('the page after the save', async () => (await begun()) !== before);
  await until('the request that saved the record', async () => (await pickOf(picking))?.sent.length);
  await seePanel(picking);
}

/** The adapter that the person has made. */
export async function madeAdapter(options: Page): Promise<SiteAdapter> {
  const made = await options.evaluate(async () => {
    const { browser, chrome } = globalThis as unknown as Record<string, ExtensionApi | undefined>;
    return (await (browser ?? chrome)?.storage.local.get('adapters'))?.adapters?.own[0];
  });
  if (!made) throw new Error('Expected an adapter that the person has made, got none.');
  return made;
}

/** Takes an adapter from its file, in the options. */
export async function takeAdapter(options: Page, adapter: SiteAdapter): Promise<void> {
  await options.$eval(
    'input[type=file]',
    (input, { name, words }) => {
      const chosen = new DataTransfer();
      chosen.items.add(new File([words], name));
      if (input instanceof HTMLInputElement) input.files = chosen.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    writeAdapter(adapter),
  );
  await see(options, `${adapter.name} was taken over, and is used.`);
}

/** Where the person stands, as the background keeps it. */
const stepOf = async (picking: Picking) => (await pickOf(picking))?.step;

function pickOf({ options }: Picking): Promise<StoredPick | undefined> {
  return options.evaluate(async () => {
    const { browser, chrome } = globalThis as unknown as Record<string, ExtensionApi | undefined>;
    const { picks = {} } = (await (browser ?? chrome)?.storage.session.get('picks')) ?? {};
    return Object.values(picks)[0];
  });
}

interface StoredPick {
  step: string;
  sent: unknown[];
}
interface ExtensionApi {
  storage: {
    session: { get(key: string): Promise<{ picks?: Record<string, StoredPick> }> };
    local: { get(key: string): Promise<{ adapters?: { own: SiteAdapter[] } }> };
  };
}
