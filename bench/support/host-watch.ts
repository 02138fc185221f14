import type { Page } from 'puppeteer-core';
import { matchRecord } from '../../lib/sites/match.ts';
import type { Anchor, SiteAdapter } from '../../lib/sites/schema.ts';

/** When things were first there in a page of a CRM, in milliseconds after it was asked for. */
export interface Sights {
  /** What the button stands at. */
  anchor: number;
  /** Null where the extension is not. */
  button: number | null;
  bar: number | null;
}

/** What a storm did to a page. */
export interface Storm {
  mutations: number;
  /** What else changed meanwhile, as far as the page can see it. */
  others: number;
  frames: number;
}

/** How often a page is looked at: each frame says exactly when, now and then costs the page next to nothing. */
export type Often = 'each frame' | 'now and then';

/** So long after its anchor a page whose cost is measured goes on, in milliseconds: ours looks once more at 1,600. */
const GOES_ON_MS = 2_000;
const LONGEST_MS = 30_000;
const STORM_SECONDS = 3;

/** Looks into each document that the page loads from now on, for the record and, if it `isOurs`, for what we draw beside it. */
export async function watchHost(
  page: Page,
  { site, crm }: { site: SiteAdapter; crm: { recordUrl: string } },
  often: Often,
  isOurs = false,
): Promise<void> {
  const match = matchRecord(site, crm.recordUrl);
  if (!match) throw new Error(`Expected the address of a record, got ${crm.recordUrl}.`);
  const { active, anchors } = match.page;
  const given: Given = { active, anchors, often, isOurs, goesOn: GOES_ON_MS, longest: LONGEST_MS };
  await page.evaluateOnNewDocument(`(${IN_PAGE})(${JSON.stringify(given)})`);
}

/** What has been seen, once all has been that is looked for. */
export function sightsOf(page: Page): Promise<Sights> {
  return page.evaluate('throughlineBench.sights') as Promise<Sights>;
}

/** Until the page has gone on for as long as all do whose cost is measured. */
export async function lookedAt(page: Page): Promise<void> {
  await page.evaluate('throughlineBench.lookedAt');
}

/** A thousand changes a second beside the record, for some seconds. */
export function stormOn(page: Page): Promise<Storm> {
  return page.evaluate(`throughlineBench.storm(${STORM_SECONDS})`) as Promise<Storm>;
}

/** Milliseconds from the moment at which the page puts back what the button stands at to the button. */
export function putBack(page: Page): Promise<number> {
  return page.evaluate('throughlineBench.putBack()') as Promise<number>;
}

interface Given {
  active: string;
  anchors: Anchor[];
  often: Often;
  isOurs: boolean;
  goesOn: number;
  longest: number;
}

/** Runs in the page. It does the same whether the extension is there or not. */
const IN_PAGE = String((({ active, anchors, often, isOurs, goesOn, longest }: Given) => {
  // Its frames are none of ours.
  if (top !== self) return;
  const BUTTON = 'throughline-button';
  const BAR = 'throughline-stages';
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  const later = (ms: number) => new Promise((done) => setTimeout(done, ms));
  const seen = (all: Iterable<Element>) => [...all].find((one) => one.checkVisibility()) ?? null;
  const anchorNow = () => {
    const container = seen(document.querySelectorAll(active));
    for (const anchor of container ? anchors : []) {
      const element = seen(container?.querySelectorAll(anchor.selector) ?? []);
      if (element) return element;
    }
    return null;
  };
  const stands = (tag: string) => {
    const box = document.querySelector(tag)?.getBoundingClientRect();
    return box !== undefined && box.width * box.height > 0;
  };
  const look = async () => {
    const found: { anchor: number | null; button: number | null; bar: number | null } = {
      ...{ anchor: null, button: null, bar: null },
    };
    while (found.anchor === null || (isOurs && (found.button === null || found.bar === null))) {
      await (often === 'each frame' ? frame() : later(100));
      const now = performance.now();
      if (now > longest) throw new Error(`Expected all to be seen, got ${JSON.stringify(found)}.`);
      if (anchorNow()) found.anchor ??= now;
      if (stands(BUTTON)) found.button ??= now;
      if (stands(BAR)) found.bar ??= now;
    }
    return found;
  };
  const card = () => {
    const made = document.createElement('div');
    made.append(document.createElement('span'), 'Call');
    return made;
  };
  /** In batches of ten, as a busy feed makes them. */
  const fall = (feed: Element, seconds: number) =>
    new Promise<number>((done) => {
      const began = performance.now();
      let batches = 0;
      const next = () => {
        for (let one = 0; one < 10; one += 1)
          if (one % 2 || feed.childElementCount < 5) feed.append(card());
          else feed.firstElementChild?.remove();
        batches += 1;
        if (batches >= 100 * seconds) return done(10 * batches);
        setTimeout(next, Math.max(0, began + 10 * batches - performance.now()));
      };
      next();
    });
  const sights = look();
  const bench = {
    sights,
    lookedAt: sights.then(() => later(goesOn)),
    async storm(seconds: number) {
      const feed = document.createElement('div');
      feed.style.cssText = 'height: 60px; overflow: auto';
      (seen(document.querySelectorAll(active)) ?? document.body).append(feed);
      await later(500);
      let others = 0;
      const watcher = new MutationObserver((records) => {
        others += records.filter(({ target }) => !feed.contains(target) && target.isConnected).length;
      });
      watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      let frames = 0;
      let falls = true;
      const count = async () => {
        for (; falls; frames += 1) await frame();
      };
      const counting = count();
      const mutations = await fall(feed, seconds);
      falls = false;
      await counting;
      watcher.disconnect();
      feed.remove();
      return { mutations, others, frames };
    },
    async putBack() {
      const anchor = anchorNow();
      const parent = anchor?.parentNode;
      if (!anchor || !parent) throw new Error('Expected a place for the button, got none.');
      const behind = anchor.nextElementSibling?.localName === BUTTON ? null : anchor.nextSibling;
      anchor.remove();
      for (const old of [anchor, document].flatMap((root) => [...root.querySelectorAll(BUTTON)]))
        old.remove();
      await later(50);
      const began = performance.now();
      parent.insertBefore(anchor, behind?.parentNode === parent ? behind : null);
      while (!stands(BUTTON)) {
        await frame();
        if (performance.now() > began + 5_000) throw new Error('Expected the button within 5 s, got none.');
      }
      return performance.now() - began;
    },
  };
  Reflect.set(globalThis, 'throughlineBench', bench);
}) satisfies (given: Given) => void);
