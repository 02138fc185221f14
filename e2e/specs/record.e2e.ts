import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import type { CrmName } from '../../demo/crms/crm.ts';
import { crmIsHere } from '../support/crms.ts';
import { hasProcess, overlayGone, type Person } from '../support/person.ts';
import { QUALIFY } from '../support/steps.ts';
import { find, has, press, reads, see, textOf, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const CRMS: CrmName[] = ['demo', 'tryton', 'atomic', 'redmine'];

for (const name of CRMS) {
  describe.skipIf(!(await crmIsHere(name)))(`the Process button on ${name}`, () => {
    const world = useWorld({ crms: [name] });

    it('[M20] [M40] [M42] stands on every kind of record page and offers what fits the record', async () => {
      const alice = await world.person('alice');
      for (const [type, record] of Object.entries(world.crm(name).records)) {
        const page = await alice.onPage(record.url);
        const overlay = await alice.pressProcess(page);
        // Tickets are for support, everything else is for sales.
        await find(overlay, 'button', new RegExp(type === 'ticket' ? '^Answer a question' : `^${QUALIFY}`));
        await page.close();
      }
    });

    it('closes the menu with Escape and with a press beside it, and changes nothing on the page', async () => {
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
      await page.goto(otherPageOf(name, world.crm(name).origin));
      await until('no button', async () => !(await hasProcess(page)));
      await page.close();
    });
  });
}

describe('access to a CRM', () => {
  const world = useWorld();

  it('[M40] is asked for per site, and without it there is no button', async () => {
    const bob = await world.visitor('bob');
    const { recordUrl, origin } = world.crm('demo');
    const page = await bob.onPage(recordUrl);
    await see(page, 'Two deck ovens');
    const options = await bob.options();
    await see(options, 'Not allowed yet');
    expect(await hasProcess(page)).toBe(false);
    await bob.allow(origin);
    await page.bringToFront();
    await until('the button, without a reload', () => hasProcess(page));
    await takeAway(bob);
    await page.reload();
    await see(page, 'Two deck ovens');
    expect(await hasProcess(page)).toBe(false);
    expect(await has(options, 'button', /^Remove /)).toBe(false);
  });

  it('[M20] stands on every page that is loaded in the same tab, one after the other', async () => {
    const alice = await world.person('alice');
    const { origin, recordUrl } = world.crm('demo');
    const page = await alice.onPage(recordUrl);
    for (const id of [2, 3, 4]) {
      await until('the button', () => hasProcess(page));
      await page.goto(`${origin}/leads/${id}`);
    }
    await alice.pressProcess(page);
    await page.close();
  });

  it('[M20] follows the record that the page shows, also without a reload', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('demo').recordUrl);
    const first = await alice.pressProcess(page);
    await see(first, 'Two deck ovens');
    await page.keyboard.press('Escape');
    await overlayGone(page);
    await page.click('[data-action=next]');
    await see(page, 'Kiln control upgrade');
    const second = await alice.pressProcess(page);
    await see(second, 'Kiln control upgrade');
    expect(await reads(second, 'Two deck ovens')).toBe(false);
  });
});

async function takeAway(person: Person): Promise<void> {
  const options = await person.options();
  await press(options, 'button', /^Remove /);
  await see(options, 'Not allowed yet');
}

/** What the person reads on the CRM page itself, once it has stopped loading. */
async function settledText(page: Page): Promise<string> {
  await page.waitForNetworkIdle({ idleTime: 500 });
  return textOf(page);
}

function otherPageOf(name: CrmName, origin: string): string {
  const others: Record<CrmName, string> = {
    demo: '/about',
    tryton: '/#demo/model/party.party',
    atomic: '/#/settings',
    redmine: '/projects',
  };
  return `${origin}${others[name]}`;
}
