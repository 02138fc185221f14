import type { Frame, Page } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LinkedRecord } from '../../lib/protocol/index.ts';
import { process } from '../../server/engine/testing/process-builder.ts';
import { HOST_MODALS, standing } from '../support/host-modals.ts';
import { leaveHalfDone, returned } from '../support/host-page.ts';
import { focusAt, tabTo } from '../support/keyboard.ts';
import { overlayGone, seenEnough } from '../support/person.ts';
import { deploySmall, NOTE_CALL, small, startSmall } from '../support/processes.ts';
import { find, press, type Scope, see, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const SAVE = '[data-action=save]';
/** So many that the pointer never leaves the drawer. */
const STEPS = 12;

describe('the drawer as a window', () => {
  const world = useWorld();

  it('[M22] leaves the Save button free, goes where it is dragged, and stays as wide as it was made', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('demo').recordUrl);
    const open = async (): Promise<Frame> => {
      const overlay = await alice.pressProcess(page);
      await press(overlay, 'button', 'My tasks');
      await find(overlay, 'heading', /^My tasks/);
      return overlay;
    };
    const close = async (overlay: Frame) => {
      await press(overlay, 'button', 'Close');
      await overlayGone(page);
    };

    let overlay = await open();
    const { window, ...first } = await span(page);
    expect(first.to === window || first.from === 0).toBe(true);
    expect(await isFree(page, SAVE)).toBe(true);

    // By its head to the other side, over the Save button if need be: it is asked for.
    const [from, to] = first.to === window ? [first.from + 150, 150] : [150, window - 150];
    await page.mouse.move(from, 8);
    await page.mouse.down();
    for (let step = 1; step <= STEPS; step += 1) {
      const shift = Math.round(((to - from) * step) / STEPS);
      const stands = Math.max(0, Math.min(first.from + shift, window - width(first)));
      await until('the drawer under the pointer', async () => {
        // The driver's pointer is not captured: what it does beside the frame, or before the frame has moved, is lost.
        for (const y of [8, 9]) await page.mouse.move(from + shift, y);
        return (await span(page)).from === stands;
      });
    }
    await page.mouse.up();
    await until('the drawer on the other side', async () => {
      const now = await span(page);
      return first.to === window ? now.from === 0 : now.to === window;
    });

    // By the keys of its edge: two steps wider.
    const edge = await overlay.waitForSelector('[role=separator]');
    await edge?.focus();
    const wider = first.to === window ? 'ArrowRight' : 'ArrowLeft';
    await page.keyboard.press(wider);
    await until('one step', async () => width(await span(page)) === width(first) + 20);
    await page.keyboard.press(wider);
    await until('two steps', async () => width(await span(page)) === width(first) + 40);

    await close(overlay);
    overlay = await open();
    await until('the same width', async () => width(await span(page)) === width(first) + 40);
    expect(await isFree(page, SAVE)).toBe(true);
    await close(overlay);
    await page.close();
  });
});

/** Another process than most tasks are of. */
const MEASURE = small(
  'measure',
  'Measure a site',
  process({ record: 'demo:lead' })
    .start('in')
    .task('go', { name: 'Measure the yard', role: 'sales' })
    .end('out')
    .path('in', 'go', 'out'),
);

describe('the drawer with the keyboard only', () => {
  const world = useWorld();
  const lead = (id: number): LinkedRecord => {
    const url = `${world.crm('demo').origin}/leads/${id}`;
    return { system: 'demo', type: 'lead', id: String(id), title: `Bakery ${id}`, url };
  };
  beforeAll(async () => {
    const admin = await world.server.as('admin');
    await deploySmall(admin, NOTE_CALL, MEASURE);
    for (let id = 1; id <= 8; id += 1) await startSmall(admin, NOTE_CALL, lead(id));
    await startSmall(admin, MEASURE, lead(9));
  });

  it('[M22] opens by its keys, is searched, filtered and gone through; a step is done in it, and the focus comes back', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('demo').recordUrl);
    const before = await leaveHalfDone(page, 'input[name=name]');
    const { keyboard } = page;
    const overlay = await alice.pressKeys(page, 'my-tasks');
    await focusAt(overlay, /^My tasks/);
    await see(overlay, 'Measure the yard');

    // What a screen reader says of it.
    for (const [role, name] of [
      ['heading', 'My tasks (9)'],
      ['main', 'My tasks (9)'],
      ['separator', 'Width of the drawer'],
      ['button', 'Close'],
      ['searchbox', 'Search tasks'],
      ['combobox', 'Process'],
      ['checkbox', 'Show future tasks'],
      ['heading', 'Overdue'],
      ['region', 'Overdue'],
      ['button', 'More for: Measure the yard'],
    ] as const)
      await spoken(overlay, role, name);

    await tabTo(page, overlay, 'field', 'Search tasks');
    await keyboard.type('Bakery 3');
    await until('one task', async () => (await tasks(overlay)).length === 1);
    // The first Escape empties the search and leaves the drawer open.
    await keyboard.press('Escape');
    await until('all tasks', async () => (await tasks(overlay)).length === 9);
    await tabTo(page, overlay, 'field', 'Process');
    await keyboard.type('Measure');
    await until('those of the process', async () => (await tasks(overlay)).join() === 'Measure the yard');
    await keyboard.press('Home');
    await until('all tasks', async () => (await tasks(overlay)).length === 9);

    await tabTo(page, overlay, 'button', /^Note the call/);
    await keyboard.press('End');
    await focusAt(overlay, (await tasks(overlay)).at(-1) ?? '');
    await keyboard.press('Home');
    await keyboard.press('ArrowDown');
    await focusAt(overlay, /^Note the call/);
    // The menu of the row has one place in the order of Tab; Escape leads back to its button.
    await keyboard.press('Tab');
    await focusAt(overlay, /^More for: Note the call/);
    await keyboard.press('Enter');
    await focusAt(overlay, 'Start now');
    await keyboard.press('ArrowDown');
    await keyboard.press('Escape');
    await focusAt(overlay, /^More for: Note the call/);
    await keyboard.down('Shift');
    await keyboard.press('Tab');
    await keyboard.up('Shift');
    await focusAt(overlay, /^Note the call/);
    await keyboard.press('Enter');

    await find(overlay, 'heading', 'Note the call');
    await focusAt(overlay, /^What was said/);
    await keyboard.type('Two more ovens');
    await tabTo(page, overlay, 'button', 'Done');
    await seenEnough(overlay);
    await keyboard.press('Enter');
    await overlayGone(page);
    expect(await returned(page, 'name')).toEqual(before);

    const again = await alice.pressKeys(page, 'my-tasks');
    await focusAt(again, /^My tasks/);
    await spoken(again, 'heading', 'My tasks (8)');
    await keyboard.press('Escape');
    await overlayGone(page);
    expect(await returned(page, 'name')).toEqual(before);
    await page.close();
  });
});

describe('the drawer over what the page has put over itself', () => {
  const world = useWorld();

  it.each(Object.entries(HOST_MODALS))(
    '[M22] [M26] [M28] is used over %s by mouse and keyboard, and leaves it as it was',
    async (_, modal) => {
      const alice = await world.person('alice');
      const page = await alice.onPage(world.crm('demo').recordUrl);
      await page.waitForSelector('[data-action=call]:not([disabled])');
      await modal.open(page);
      await page.click(modal.field, { count: 3 });
      await page.keyboard.type('They asked for');
      await page.$eval(modal.field, (field) => (field as HTMLInputElement).setSelectionRange(5, 10));
      const before = await standing(page);
      expect(before.value).toBe('They asked for');

      const overlay = await alice.pressKeys(page, 'my-tasks');
      await focusAt(overlay, /^My tasks/);
      await press(overlay, 'choice', 'Show future tasks');
      expect(await isChecked(overlay, 'Show future tasks')).toBe(true);
      await page.keyboard.press(' ');
      await until('the choice undone', async () => !(await isChecked(overlay, 'Show future tasks')));
      await press(overlay, 'button', 'Close');
      await overlayGone(page);
      await until('the focus where it was', async () => (await standing(page)).field === before.field);
      expect(await standing(page)).toEqual(before);

      // What takes the focus back whenever it can decides by itself where the keyboard begins.
      if (modal.fights) return page.close();
      // With the keyboard to its end, too; then the page's own goes on.
      const again = await alice.pressKeys(page, 'my-tasks');
      await focusAt(again, /^My tasks/);
      await tabTo(page, again, 'button', 'Close');
      await page.keyboard.press('Enter');
      await overlayGone(page);
      await until('the focus where it was', async () => (await standing(page)).field === before.field);
      expect(await standing(page)).toEqual(before);
      await page.keyboard.type('wished');
      expect((await standing(page)).value).toBe('They wished for');
      return page.close();
    },
  );

  it('[M22] [M26] is reached by its keys again when the page has opened a modal dialog over it', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('demo').recordUrl);
    await page.waitForSelector('[data-action=call]:not([disabled])');
    const overlay = await alice.pressKeys(page, 'my-tasks');
    await focusAt(overlay, /^My tasks/);
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-action=call]')?.click());
    await until('the focus in its dialog', async () => (await standing(page)).field === 'call');
    await page.keyboard.type('They asked');
    await until('what was typed there', async () => (await standing(page)).value === 'They asked');
    await alice.pressKeys(page, 'my-tasks');
    await tabTo(page, overlay, 'choice', 'Show future tasks');
    await page.keyboard.press(' ');
    await until('the choice', () => isChecked(overlay, 'Show future tasks'));
    await page.keyboard.press('Escape');
    await overlayGone(page);
    await until('the focus in its dialog', async () => (await standing(page)).field === 'call');
    await page.keyboard.type(' us');
    expect(await standing(page)).toMatchObject({ modal: 'Log a call', value: 'They asked us' });
    await page.close();
  });
});

/** Waits until assistive technology hears of something of this role under this name. */
async function spoken(scope: Scope, role: string, name: string): Promise<void> {
  await until(`a ${role} that is said as "${name}"`, () =>
    scope.$(`::-p-aria([name="${name}"][role="${role}"])`),
  );
}

/** The titles of the tasks that are listed. */
function tasks(overlay: Frame): Promise<string[]> {
  return overlay.evaluate(() =>
    [...document.querySelectorAll('.task-item-title')].map((title) => title.textContent ?? ''),
  );
}

async function isChecked(scope: Scope, name: string): Promise<boolean> {
  const choice = await find(scope, 'choice', name);
  return choice.evaluate((element) => (element as HTMLInputElement).checked);
}

interface Span {
  from: number;
  to: number;
}

const width = ({ from, to }: Span) => to - from;

/** From where to where the overlay stands, at half the height of the window. */
function span(page: Page): Promise<Span & { window: number }> {
  return page.evaluate(() => {
    const taken = Array.from({ length: innerWidth }, (_, x) => x).filter(
      (x) => document.elementFromPoint(x, innerHeight / 2)?.localName === 'throughline-overlay',
    );
    return {
      from: taken[0] ?? -1,
      to: (taken.at(-1) ?? -2) + 1,
      window: document.documentElement.clientWidth,
    };
  });
}

/** Whether nothing covers the middle of an element. */
function isFree(page: Page, selector: string): Promise<boolean> {
  return page.$eval(selector, (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2) === element;
  });
}
