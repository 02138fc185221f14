import type { Page } from 'puppeteer-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CrmName } from '../../demo/crms/crm.ts';
import type { LogPage, Task } from '../../lib/protocol/index.ts';
import { connectionOf } from '../../scripts/start/connect-crm.ts';
import { useMailbox } from '../../server/testing/mailbox.ts';
import { barHeight, deployCase, hasBar, isBarInPage, offeredCase } from '../support/cases.ts';
import { CRM_PAGES } from '../support/crm-pages.ts';
import { crmIsHere } from '../support/crms.ts';
import { cancelAll } from '../support/effects.ts';
import { complete, hasProcess, overlayGone, type Person, seeBadge } from '../support/person.ts';
import { type PickedRedmine, pickRedmine } from '../support/pick-redmine.ts';
import { takeAdapter } from '../support/picking.ts';
import { deploySmall } from '../support/processes.ts';
import { tick } from '../support/rows.ts';
import { QUALIFY, runProcess } from '../support/steps.ts';
import { fill, find, press, see, seeNoMore, textOf, until } from '../support/ui.ts';
import { clearOfWords } from '../support/under-button.ts';
import { ASK, VISIT } from '../support/working-day.ts';
import { useWorld, type World } from '../support/world.ts';

/** A page has stopped loading when so many looks at it, one after the other, find no other text. */
const SETTLED = 20;
/** Pixels that the stage bar may take from a page that is as wide as a test's. */
const HIGHEST_BAR = 80;
const mailbox = useMailbox();

/** Every CRM, and one of them without the adapter that comes with the extension: with what a person has made by pointing. */
const ALL = [
  ...Object.keys(CRM_PAGES).map((name) => ({ name: name as CrmName, isPicked: false })),
  { name: 'redmine' as const, isPicked: true },
];

for (const { name, isPicked } of ALL) {
  const { elsewhere, also, list, leaf, change } = CRM_PAGES[name];

  describe.skipIf(!(await crmIsHere(name)))(`on ${name}${isPicked ? ', picked' : ''}`, () => {
    let picked: PickedRedmine | null = null;
    const world = useWorld({
      crms: [name],
      env: {
        get THROUGHLINE_SMTP_URL() {
          return mailbox.url;
        },
      },
    });
    beforeAll(async () => {
      const admin = await world.server.as('admin');
      const connection = connectionOf(world.crm(name));
      if (connection) await admin.put(`/systems/${name}/connection`, connection);
      await deploySmall(admin, VISIT);
      // Beforehand: whether a record has a case is remembered for a while.
      await deployCase(admin, offeredCase(`${name}:${Object.keys(world.crm(name).records)[0]}`));
      if (isPicked) picked = await pickForAll(world);
    });
    // What waits for a record decides what its menus offer: no test finds steps of another.
    beforeEach(async () => {
      await cancelAll(world.server);
      await seeBadge(await world.person('alice'), '');
    });

    it.skipIf(!isPicked)(
      '[M20] [M21] [M40] is shown in one go, and nothing that was typed there has changed',
      () => {
        const { adapter, fields } = picked ?? {};
        expect(fields?.after).toBe(fields?.before);
        expect(adapter?.records.map(({ type }) => type)).toEqual(['issue']);
        expect(adapter?.records[0]?.stageBar).toContainEqual({ selector: 'div.issue', position: 'before' });
        expect(adapter?.lists).toMatchObject([{ type: 'issue' }]);
        // How it saves was seen, and not taken from the adapter that was switched off: that knows new issues too.
        expect(adapter?.saves).toMatchObject([{ method: 'POST', does: 'change', answer: 'redirect' }]);
      },
    );

    it('[M20] [M40] [M42] the Process button stands on every kind of record page and offers what fits the record', async () => {
      const alice = await world.person('alice');
      const { origin, records } = world.crm(name);
      const shown = Object.entries(records).map(([type, { url }]) => ({ url, isTicket: type === 'ticket' }));
      for (const { url, isTicket } of [
        ...shown,
        ...also.map((path) => ({ url: origin + path, isTicket: false })),
      ]) {
        const page = await alice.onPage(url);
        await clearOfWords(page);
        const overlay = await alice.pressProcess(page);
        // Tickets are for support, everything else is for sales.
        await find(overlay, 'button', new RegExp(isTicket ? '^Answer a question' : `^${QUALIFY}`));
        await page.close();
      }
    });

    it('its menu closes with Escape and with a press beside it, and changes nothing on the page', async () => {
      const alice = await world.person('alice');
      const page = await alice.onPage(world.crm(name).recordUrl);
      await alice.pressProcess(page);
      const before = await settledText(page);
      await page.keyboard.press('Escape');
      await overlayGone(page);
      await alice.pressProcess(page);
      await page.mouse.click(4, (await page.evaluate(() => innerHeight)) - 4);
      await overlayGone(page);
      expect(await textOf(page)).toBe(before);
      await page.close();
    });

    it('is not there on a page that shows neither a record nor a list', async () => {
      const alice = await world.person('alice');
      const page = await alice.onPage(world.crm(name).recordUrl);
      await until('the button', () => hasProcess(page));
      await page.goto(world.crm(name).origin + elsewhere);
      await until('no button', async () => !(await hasProcess(page)));
      await page.close();
    });

    it.skipIf(!leaf)('[M20] follows the record that the page shows, also without a reload', async () => {
      if (!leaf) return;
      const alice = await world.person('alice');
      const page = await alice.onPage(world.crm(name).origin + leaf.from);
      if (leaf.row !== null) await (await page.waitForSelector(leaf.row, { visible: true }))?.click();
      const first = await titleOn(page, leaf.title, '');
      const overlay = await alice.pressProcess(page);
      await see(overlay, first);
      await page.keyboard.press('Escape');
      await overlayGone(page);
      await (await page.waitForSelector(leaf.next, { visible: true }))?.click();
      const second = await titleOn(page, leaf.title, first);
      const again = await alice.pressProcess(page);
      await see(again, second);
      await seeNoMore(again, first);
      await page.close();
    });

    it('[M01] [M06] [M11] [M13] [M14] [M15] [M17] [M26] a working day: a question that is put off, a form, a record, an e-mail, an approval, a task', async () => {
      if (!change) return;
      const [alice, maria] = [await world.person('alice'), await world.person('maria')];
      const { origin, recordUrl } = world.crm(name);
      const start = list?.asks ? null : list;
      const page = await alice.onPage(start ? origin + start.path : recordUrl);
      if (start) await tick(page, start.boxes, [0]);
      await runProcess(await alice.pressProcess(page), VISIT.name);
      const overlay = await alice.overlay(page);
      await find(overlay, 'heading', ASK);
      await press(overlay, 'button', 'Perform later');
      await press(overlay, 'button', 'Next Monday');
      await press(overlay, 'button', 'Reschedule');
      await overlayGone(page);
      // Some lists forget their ticks meanwhile.
      if (start) await tick(page, start.boxes, [0]);
      await resume(alice, page, start !== null);
      const question = await alice.overlay(page);
      await find(question, 'heading', ASK);
      await press(question, 'choice', 'Yes');
      await complete(question, 'Continue');
      await fill(question, /^What we bring/, 'A sample of the new door');
      await complete(question, 'Planned');

      // The record has a page of its own, which from a list opens in another tab and leads back.
      const record = start ? await tabLike(page, start.record) : page;
      const band = await alice.overlay(record);
      await see(band, 'Note that we are coming.');
      await seeNoMore(band, 'Throughline is reading the record first.');
      // The browser ends the background whenever it likes.
      await alice.driver.stopBackground();
      await change(record);
      // Where the server can't read the CRM, the person says it.
      if (connectionOf(world.crm(name)) === null) await complete(await alice.overlay(record), 'Done');

      if (start) await until('the tab to close', async () => !(await openTabs(page)).includes(record));
      await page.bringToFront();
      const letter = await alice.overlay(page);
      await find(letter, 'field', /^Subject/);
      await complete(letter, 'Send');
      await overlayGone(page);
      expect(mailbox.recipients).toEqual(['door@bakery.example']);

      const [instance] = (await (await world.server.as('admin')).get<LogPage>('/instances?limit=1')).items;
      const hers = await maria.onPage(instance?.record?.url ?? '');
      await press(await maria.pressProcess(hers), 'button', /^Pay for the visit/);
      await complete(await maria.overlay(hers), 'Approve');
      await overlayGone(hers);

      await seeBadge(alice, '1');
      const own = await alice.onPage(instance?.record?.url ?? '');
      await press(await alice.pressProcess(own), 'button', /^Visit them/);
      const task = await alice.overlay(own);
      await press(task, 'choice', 'Done');
      await complete(task, 'Complete');
      await overlayGone(own);
      await seeBadge(alice, '');
      const ended = (await (await world.server.as('admin')).get<LogPage>('/instances?limit=1')).items[0];
      expect(ended).toMatchObject({ id: instance?.id, status: 'completed' });
      for (const tab of [hers, own, page]) await tab.close();
    });

    it('[M36] the stage bar stands in the page of a record, and not over it', async () => {
      const alice = await world.person('alice');
      const [record] = Object.values(world.crm(name).records);
      const page = await alice.onPage(record?.url ?? '');
      await until('the stage bar', () => hasBar(page));
      await until('the bar in its place', () => isBarInPage(page));
      expect(await barHeight(page)).toBeLessThan(HIGHEST_BAR);
      await page.close();
    });

    describe.skipIf(!list)('a list', () => {
      const { path = '', boxes = '' } = list ?? {};

      it('[M40] has the Process button; with nothing ticked it says what to do', async () => {
        const alice = await world.person('alice');
        const page = await alice.onPage(world.crm(name).origin + path);
        await tick(page, boxes, []);
        await until('the button', () => hasProcess(page));
        const menu = await alice.pressProcess(page);
        await see(menu, '0 selected');
        await see(menu, 'Tick records in the list');
        await page.close();
      });

      it('runs a process on each ticked record, and only on those', async () => {
        const alice = await world.person('alice');
        const page = await alice.onPage(world.crm(name).origin + path);
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
        await tick(page, boxes, [1, 2]);
        const menu = await alice.pressProcess(page);
        await press(menu, 'button', new RegExp(`^${QUALIFY}`));
        await see(menu, '2 of 2 started');
        await press(menu, 'button', 'Close');
        await overlayGone(page);
        const records = (await tasksOf('alice')).flatMap(({ record }) => record ?? []);
        expect(new Set(records.map(({ id }) => id)).size).toBe(2);

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
        for (const { title, id } of records) await see(menu, title ?? id);
        await press(menu, 'button', /^Is there a real interest/);
        await find(menu, 'heading', /^Is there a real interest/);
        await page.close();
      });
    });

    const tasksOf = async (login: string): Promise<Task[]> => (await world.server.as(login)).get('/tasks');
  });
}

/** Alice points, and Maria gets a file of hers: neither has an adapter from us. */
async function pickForAll(world: World): Promise<PickedRedmine> {
  const alice = await world.person('alice');
  const { origin, recordUrl } = world.crm('redmine');
  const picked = await pickRedmine(alice, origin);
  const maria = await world.person('maria');
  const options = await maria.options();
  await press(options, 'button', /^Switch off Redmine/);
  const bare = await maria.onPage(recordUrl);
  await see(bare, 'Support #');
  await until('no button', async () => !(await hasProcess(bare)));
  await bare.close();
  await takeAdapter(options, picked.adapter);
  await options.close();
  return picked;
}

/** Opens the step that waits: in a list what is ticked moves down the process, else it is in my tasks. */
async function resume(person: Person, page: Page, isList: boolean): Promise<void> {
  const menu = await person.pressProcess(page);
  if (isList) return press(menu, 'button', /^Move down the process/);
  await press(menu, 'button', /^My tasks/);
  await press(menu, 'choice', /^Show future tasks/);
  await press(menu, 'button', /^Shall we visit them/);
}

const openTabs = (beside: Page): Promise<Page[]> => beside.browser().pages();

/** The tab that was opened with such an address. */
async function tabLike(beside: Page, address: RegExp): Promise<Page> {
  const page = await until(`a tab like ${address}`, async () =>
    (await openTabs(beside)).find((tab) => address.test(tab.url())),
  );
  await page.bringToFront();
  return page;
}

/** What the CRM itself writes as the title, once that is not this. */
function titleOn(page: Page, place: string, other: string): Promise<string> {
  return until('the title', async () => {
    const title = await page.$eval(place, (element) =>
      (element instanceof HTMLInputElement ? element.value : (element.textContent ?? '')).trim(),
    );
    return title !== other && title;
  });
}

/** What the person reads on the CRM page itself, once that stays as it is. */
async function settledText(page: Page): Promise<string> {
  let last = '';
  let looks = 0;
  return until('the page to settle', async () => {
    const text = await textOf(page);
    looks = text === last ? looks + 1 : 0;
    last = text;
    return looks >= SETTLED && text;
  });
}
