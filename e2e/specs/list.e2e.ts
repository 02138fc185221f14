import type { Page } from 'puppeteer-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CrmName } from '../../demo/crms/crm.ts';
import type { Task } from '../../lib/protocol/index.ts';
import { crmIsHere } from '../support/crms.ts';
import { cancelAll } from '../support/effects.ts';
import { hasProcess, overlayGone, seeBadge } from '../support/person.ts';
import { QUALIFY } from '../support/steps.ts';
import { find, press, see, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const TAKEN_MS = 1000;

/** Lists whose rows can be ticked; those of Tryton carry no ids. */
const LISTS: Partial<Record<CrmName, { path: string; boxes: string }>> = {
  demo: { path: '/leads', boxes: 'tbody input[type=checkbox]' },
  atomic: { path: '/#/contacts', boxes: '#main-content a[href*="/contacts/"] input[type=checkbox]' },
  redmine: { path: '/issues', boxes: 'tr.issue input[name="ids[]"]' },
};

for (const [name, { path, boxes }] of Object.entries(LISTS) as [CrmName, { path: string; boxes: string }][]) {
  describe.skipIf(!(await crmIsHere(name)))(`a list on ${name}`, () => {
    const world = useWorld({ crms: [name] });
    // What waits on a row decides what *Move down the process* does there: no test finds steps of another.
    beforeEach(async () => {
      await cancelAll(world.server);
      await seeBadge(await world.person('alice'), '');
    });

    it('[M40] has the Process button; with nothing ticked it says what to do', async () => {
      const alice = await world.person('alice');
      const page = await alice.onPage(world.crm(name).origin + path);
      await until('the rows', async () => (await page.$$(boxes)).length > 2);
      await until('the button', () => hasProcess(page));
      const menu = await alice.pressProcess(page);
      await see(menu, '0 selected');
      await see(menu, 'Tick records in the list');
      await page.close();
    });

    it('runs a process on each ticked record, and only on those', async () => {
      const alice = await world.person('alice');
      const page = await alice.onPage(world.crm(name).origin + path);
      await until('the rows', async () => (await page.$$(boxes)).length > 2);
      await tick(page, boxes, [0, 1]);
      const menu = await alice.pressProcess(page);
      await see(menu, '2 selected');
      await press(menu, 'button', new RegExp(`^${QUALIFY}`));
      await see(menu, '2 of 2 started');
      const started = await tasksOf('alice');
      expect(new Set(started.map(({ record }) => record?.id)).size).toBe(2);
      expect(started.every(({ record }) => record?.title && record.url)).toBe(true);
      // What a row was called and where it led is what the record's own page shows.
      const [first] = started;
      const own = await alice.onPage(first?.record?.url ?? '');
      const overlay = await alice.pressProcess(own);
      await find(overlay, 'button', /^Is there a real interest/);
      await own.close();
      await page.close();
    });

    it('starts a single ticked record as on its own page: its first page opens', async () => {
      const alice = await world.person('alice');
      const page = await alice.onPage(world.crm(name).origin + path);
      await until('the rows', async () => (await page.$$(boxes)).length > 2);
      await tick(page, boxes, [0]);
      const menu = await alice.pressProcess(page);
      await see(menu, '1 selected');
      await press(menu, 'button', new RegExp(`^${QUALIFY}`));
      await see(await alice.overlay(page), 'Is there a real interest');
      await page.close();
    });

    it('[M21] Move down the process opens the one step that waits for what is ticked, or a choice of several', async () => {
      const alice = await world.person('alice');
      const page = await alice.onPage(world.crm(name).origin + path);
      await until('the rows', async () => (await page.$$(boxes)).length > 2);
      await tick(page, boxes, [1, 2]);
      const menu = await alice.pressProcess(page);
      await press(menu, 'button', new RegExp(`^${QUALIFY}`));
      await see(menu, '2 of 2 started');
      await press(menu, 'button', 'Close');
      await overlayGone(page);
      const records = (await tasksOf('alice')).flatMap(({ record }) => record?.title ?? []);
      expect(new Set(records).size).toBe(2);

      // One step waits on what is ticked: it opens by itself.
      await tick(page, boxes, [2]);
      await alice.pressProcess(page);
      await press(menu, 'button', /^Move down the process/);
      await see(menu, 'Is there a real interest');
      await press(menu, 'button', 'Close');
      await overlayGone(page);

      await tick(page, boxes, [1, 2]);
      await alice.pressProcess(page);
      await press(menu, 'button', /^Move down the process.*2 steps of 2 records/);
      for (const title of records) await see(menu, title);
      await press(menu, 'button', /^Is there a real interest/);
      await find(menu, 'heading', /^Is there a real interest/);
      await page.close();
    });

    const tasksOf = async (login: string): Promise<Task[]> => (await world.server.as(login)).get('/tasks');
  });
}

/** Ticks these boxes of a list and no others: some CRMs remember what was ticked. */
async function tick(page: Page, boxes: string, rows: readonly number[]): Promise<void> {
  const all = (await page.$$(boxes)).length;
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
