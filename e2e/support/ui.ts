import type { ElementHandle, Frame, Page } from 'puppeteer-core';

/** Where something is looked for: a page, or the overlay's frame in it. */
export type Scope = Page | Frame;

/** What a person calls a thing on the screen, and what it may be made of. */
const ROLES = {
  button: 'button, [role=button], summary',
  link: 'a[href]',
  field: 'input:not([type=radio]):not([type=checkbox]), textarea, select',
  choice: 'input[type=radio], input[type=checkbox]',
  heading: 'h1, h2, h3',
  cell: 'th, td',
  item: 'li, [role=listitem], [role=option], [role=menuitem]',
  dialog: 'dialog, [role=dialog]',
} as const;
export type Role = keyof typeof ROLES;

const LIMIT_MS = 20_000;
const EVERY_MS = 40;
const TAKEN_MS = 500;
const STILL_MS = 3000;

/**
 * Asks again and again until the answer is neither false, null nor undefined, and gives it. An error while
 * asking (a page that is just loading) counts as no answer.
 */
export async function until<T>(
  what: string | (() => Promise<string>),
  ask: () => Promise<T | null | undefined | false>,
  limitMs: number = LIMIT_MS,
): Promise<T> {
  const end = performance.now() + limitMs;
  let problem: unknown = 'nothing';
  do {
    try {
      const answer = await ask();
      if (answer !== null && answer !== undefined && answer !== false) return answer;
    } catch (error) {
      problem = error;
    }
    await new Promise((again) => setTimeout(again, EVERY_MS));
  } while (performance.now() < end);
  const wanted = typeof what === 'string' ? what : await what();
  throw new Error(
    `Expected ${wanted} within ${limitMs} ms, got ${problem instanceof Error ? problem.message : problem}.`,
  );
}

/** The visible thing with this accessible name, as soon as there is one. */
export async function find(scope: Scope, role: Role, name: string | RegExp): Promise<ElementHandle<Element>> {
  return until(
    async () => `a ${role} named ${name}${await seenIn(scope)}`,
    () => seenNow(scope, role, name),
  );
}

async function seenNow(
  scope: Scope,
  role: Role,
  name: string | RegExp,
): Promise<ElementHandle<Element> | null> {
  const found = await scope.evaluateHandle(pick, ROLES[role], sourceOf(name));
  const element = found.asElement();
  if (!element) await found.dispose();
  return element as ElementHandle<Element> | null;
}

/** Whether there is a visible thing with this name now. */
export async function has(scope: Scope, role: Role, name: string | RegExp): Promise<boolean> {
  const found = await seenNow(scope, role, name);
  await found?.dispose();
  return found !== null;
}

/** Presses it with the mouse, as a person does; a press that missed, because the page moved, is made again. */
export async function press(scope: Scope, role: Role, name: string | RegExp): Promise<void> {
  await until(`the ${role} ${name} to take a press`, async () => {
    const element = await find(scope, role, name);
    await settled(element);
    await element.evaluate((target) => {
      Reflect.set(target, 'pressed', false);
      target.addEventListener('click', () => Reflect.set(target, 'pressed', true), { capture: true });
    });
    await element.click().catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
    const taken = await until('the press', () => wasPressed(element), TAKEN_MS).catch(() => false);
    await element.dispose();
    return taken;
  });
}

/** Presses it if it is there now; for what the page may take away by itself. */
export async function pressIfThere(scope: Scope, role: Role, name: string | RegExp): Promise<void> {
  const element = await seenNow(scope, role, name);
  await element?.click();
  await element?.dispose();
}

/** Whether a page has closed itself at the press, before the driver heard that the press was over. */
function isGone(error: unknown): boolean {
  return error instanceof Error && /detached frame|target closed|session closed/i.test(error.message);
}

/** A page that is gone has taken the press. */
function wasPressed(element: ElementHandle<Element>): Promise<boolean> {
  return element.evaluate((target) => Reflect.get(target, 'pressed') === true).catch(() => true);
}

/**
 * Waits until it stands still: a frame that is just growing would take the press elsewhere. Not for long: what
 * a page has drawn anew meanwhile has to be found again.
 */
async function settled(element: ElementHandle<Element>): Promise<void> {
  let last = { x: Number.NaN, y: Number.NaN };
  const stands = async () => {
    // What stands below the fold cannot be pressed. Firefox rounds the middle up and down in turn, by one pixel.
    await element.scrollIntoView();
    const { x, y } = await element.clickablePoint();
    const still = Math.abs(x - last.x) <= 1 && Math.abs(y - last.y) <= 1;
    last = { x, y };
    return still;
  };
  await until('it to stand still', stands, STILL_MS);
}

/** Types into a field with the keyboard, in place of what it holds. */
export async function fill(scope: Scope, label: string | RegExp, value: string): Promise<void> {
  const field = await find(scope, 'field', label);
  await field.evaluate((element) => element instanceof HTMLInputElement && element.select());
  await field.type(value);
  await field.dispose();
}

/** What a field holds now. */
export async function entered(scope: Scope, label: string | RegExp): Promise<string> {
  const field = await find(scope, 'field', label);
  return field.evaluate((element) => (element as HTMLInputElement).value);
}

/** Waits until this text can be read. */
export async function see(scope: Scope, text: string | RegExp, limitMs?: number): Promise<void> {
  await until(
    async () => `to read ${text}${await seenIn(scope)}`,
    () => reads(scope, text),
    limitMs,
  );
}

/** Waits until this text can no longer be read. */
export async function seeNoMore(scope: Scope, text: string | RegExp, limitMs?: number): Promise<void> {
  await until(`not to read ${text}`, async () => !(await reads(scope, text)), limitMs);
}

/** Whether this text can be read now. */
export async function reads(scope: Scope, text: string | RegExp): Promise<boolean> {
  const all = await textOf(scope);
  return typeof text === 'string' ? all.includes(text) : text.test(all);
}

/** All text that can be read. */
export function textOf(scope: Scope): Promise<string> {
  return scope.evaluate(() => document.body?.innerText ?? '');
}

async function seenIn(scope: Scope): Promise<string> {
  const text = await textOf(scope).catch(() => '');
  return ` (the page reads: ${text.replace(/\s+/g, ' ').slice(0, 400)})`;
}

function sourceOf(name: string | RegExp): string {
  return typeof name === 'string' ? `^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$` : name.source;
}

/** Runs in the page: the first visible element of `selector` whose accessible name matches. */
function pick(selector: string, name: string): Element | null {
  const words = (element: Element | null) => {
    const copy = element?.cloneNode(true) as Element | undefined;
    for (const hidden of copy?.querySelectorAll('[aria-hidden=true]') ?? []) hidden.remove();
    return copy?.textContent ?? '';
  };
  const byIds = (ids: string) =>
    ids
      .split(/\s+/)
      .map((id) => words(document.getElementById(id)))
      .join(' ');
  const nameOf = (element: HTMLInputElement) => {
    const ids = element.getAttribute('aria-labelledby');
    const labels = [...(element.labels ?? [])].map(words).join(' ');
    const said = element.getAttribute('aria-label') || (ids && byIds(ids)) || labels || words(element);
    return (said || element.title).replace(/\s+/g, ' ').trim();
  };
  const pattern = new RegExp(name);
  const candidates = [...document.querySelectorAll<HTMLInputElement>(selector)];
  const visible = candidates.filter((element) => element.checkVisibility({ visibilityProperty: true }));
  return visible.find((element) => pattern.test(nameOf(element))) ?? null;
}

/** Enters a date or a time: browsers take the keys for it in the order of their own language. */
export async function setTime(page: Frame | Page, label: RegExp, value: string): Promise<void> {
  const field = await find(page, 'field', label);
  await field.evaluate((element, words) => {
    (element as HTMLInputElement).value = words;
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }, value);
  await field.dispose();
}
