import type { Frame, Page } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LinkedRecord } from '../../lib/protocol/index.ts';
import { complete, overlayGone, type Person, seeBadge } from '../support/person.ts';
import { completedBy, deploySmall, NOTE_CALL, startSmall, TWO_ANSWERS } from '../support/processes.ts';
import {
  answerInterest,
  QUALIFICATION,
  QUALIFY,
  review,
  runProcess,
  sendQualification,
} from '../support/steps.ts';
import { entered, fill, find, press, reads, see } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const REVIEW = 'Review the qualification of Two deck ovens';

describe('being told', () => {
  const world = useWorld();
  const admin = () => world.server.as('admin');
  const record = (type: string, id: string, title: string): LinkedRecord => {
    const url = `${world.crm('demo').origin}/${type}s/${id}`;
    return { system: 'demo', type, id, title, url };
  };
  const ovens = () => record('lead', '1', 'Two deck ovens');
  const ticket = () => record('ticket', '1', 'Invoice shows the wrong delivery address');
  beforeAll(async () => deploySmall(await admin(), NOTE_CALL, TWO_ANSWERS));

  it('[M04] [M22] [M23] a step for a role stands in the open drawer and on the badge of who has the role, without a reload', async () => {
    const alice = await world.person('alice');
    const maria = await world.person('maria');
    const url = world.crm('demo').recordUrl;
    const page = await maria.onPage(url);
    const drawer = await openDrawer(maria, page);
    await see(drawer, 'All done');
    const popup = await maria.popup();
    await see(popup, 'All done');
    await seeBadge(maria, '');

    const mine = await toReview(alice, url);
    await see(drawer, REVIEW);
    await see(drawer, 'My tasks (1)');
    await seeBadge(maria, '1');
    const caption = `${QUALIFY}: Two deck ovens`;
    const facts = 'No due dateFor role: Sales managers';
    for (const list of [drawer, popup]) {
      expect(await itemsOf(list)).toEqual([{ icon: 'perform-task', title: REVIEW, caption, facts }]);
    }

    await page.bringToFront();
    await press(drawer, 'button', new RegExp(`^${REVIEW}`));
    await see(drawer, QUALIFICATION.need);
    expect(page.url()).toBe(url);
    await review(drawer, 'Call again');
    await overlayGone(page);
    await seeBadge(maria, '');
    await see(popup, 'All done');
    expect(await reads(popup, REVIEW)).toBe(false);

    // Who waited for it is told as well, and not interrupted.
    await overlayGone(mine);
    await find(await alice.pressProcess(mine), 'button', /^Call back/);
    for (const tab of [page, popup, mine]) await tab.close();
  });

  it('[M04] [M22] [M23] says who completed a step that I have open, and keeps what I entered', async () => {
    const [alice, bob] = [await world.person('alice'), await world.person('bob')];
    const instance = await startSmall(await admin(), NOTE_CALL, ovens());
    const mine = await openStep(alice, ovens(), 'Note the call');
    const his = await openStep(bob, ovens(), 'Note the call');
    await fill(mine.overlay, /^What was said/, 'The ovens are too loud');
    await fill(his.overlay, /^What was said/, 'They want an offer');
    await complete(his.overlay, 'Done');
    await overlayGone(his.page);

    await see(mine.overlay, /Bob Brown completed this step on \w+, .*\d:\d\d/);
    await see(mine.overlay, 'Nothing that you entered was used.');
    expect(await entered(mine.overlay, /^What was said/)).toBe('The ovens are too loud');
    expect(await isDisabled(mine.overlay, 'Done')).toBe(true);
    await mine.page.bringToFront();
    await press(mine.overlay, 'button', 'Copy what I entered');
    await find(mine.overlay, 'button', 'Copied');
    await press(mine.overlay, 'button', 'Close');
    await overlayGone(mine.page);
    expect(await pastedInto(mine.page, '[data-form] [name=company]')).toBe(
      'What was said: The ovens are too loud',
    );
    expect(await completedBy(await admin(), instance, 'note')).toEqual(['bob']);
    await mine.page.close();
    await his.page.close();
  });

  it('[M23] says who cancelled a step that I have open, and the badge vanishes at zero', async () => {
    const bob = await world.person('bob');
    await seeBadge(bob, '');
    const api = await admin();
    const instance = await startSmall(api, NOTE_CALL, ovens());
    await seeBadge(bob, '1');
    const { page, overlay } = await openStep(bob, ovens(), 'Note the call');
    await api.post(`/instances/${instance}/cancel`, { reason: 'Started by mistake' });
    await see(overlay, 'Ada Admin cancelled this step on');
    await see(overlay, 'You had not entered anything.');
    await seeBadge(bob, '');
    await press(overlay, 'button', 'Close');
    await overlayGone(page);
    await page.close();
  });

  it('two tabs on the same step: completing it in one ends it in the other, without a second effect', async () => {
    const bob = await world.person('bob');
    const instance = await startSmall(await admin(), NOTE_CALL, ovens());
    const first = await openStep(bob, ovens(), 'Note the call');
    const second = await openStep(bob, ovens(), 'Note the call');
    await fill(second.overlay, /^What was said/, 'Half a sent');
    await first.page.bringToFront();
    await fill(first.overlay, /^What was said/, 'They want an offer');
    await complete(first.overlay, 'Done');
    await overlayGone(first.page);
    await see(second.overlay, 'Bob Brown completed this step on');
    expect(await entered(second.overlay, /^What was said/)).toBe('Half a sent');
    expect(await isDisabled(second.overlay, 'Done')).toBe(true);
    expect(await completedBy(await admin(), instance, 'note')).toEqual(['bob']);
    await first.page.close();
    await second.page.close();
  });

  it('[M20] [M42] support resumes a waiting step from any record page, and chooses where there are several', async () => {
    const sam = await world.person('sam');
    const instance = await startSmall(await admin(), TWO_ANSWERS, ticket());
    await seeBadge(sam, '2');
    const page = await sam.onPage(ticket().url ?? '');
    const menu = await sam.pressProcess(page);
    await find(menu, 'button', /^Write to the customer/);
    await press(menu, 'button', /^Call the warehouse/);
    await find(menu, 'heading', 'Call the warehouse');
    await complete(menu, 'Complete');
    await overlayGone(page);
    await seeBadge(sam, '1');
    await page.close();

    const elsewhere = await sam.onPage(ovens().url ?? '');
    const drawer = await openDrawer(sam, elsewhere);
    await press(drawer, 'button', /^Write to the customer/);
    await find(drawer, 'heading', 'Write to the customer');
    await find(drawer, 'link', 'Invoice shows the wrong delivery address');
    await complete(drawer, 'Complete');
    await overlayGone(elsewhere);
    expect(elsewhere.url()).toBe(ovens().url);
    await seeBadge(sam, '');
    for (const step of ['write', 'call']) {
      expect(await completedBy(await admin(), instance, step)).toEqual(['sam']);
    }
    await elsewhere.close();
  });
});

async function openDrawer(person: Person, page: Page): Promise<Frame> {
  const overlay = await person.pressProcess(page);
  await press(overlay, 'button', /^My tasks/);
  await see(overlay, 'Show future tasks');
  return overlay;
}

/** Continues a step from the menu of its record, in a new tab. */
async function openStep(person: Person, { url }: LinkedRecord, title: string) {
  const page = await person.onPage(url ?? '');
  const overlay = await person.pressProcess(page);
  await press(overlay, 'button', new RegExp(`^${title}`));
  await find(overlay, 'heading', title);
  return { page, overlay };
}

/** Runs *Qualify a lead* up to the step of the sales managers. */
async function toReview(person: Person, url: string): Promise<Page> {
  const page = await person.onPage(url);
  const overlay = await person.pressProcess(page);
  await runProcess(overlay, QUALIFY);
  await answerInterest(overlay, 'Yes, go on');
  await sendQualification(overlay);
  await overlayGone(page);
  return page;
}

async function isDisabled(overlay: Frame, button: string): Promise<boolean> {
  const found = await find(overlay, 'button', button);
  return found.evaluate((element) => element.getAttribute('aria-disabled') === 'true');
}

/** What the clipboard holds: pasted into a field of the page in place of what it held. */
async function pastedInto(page: Page, field: string): Promise<string> {
  await page.click(field, { count: 3 });
  await page.keyboard.down('Control');
  await page.keyboard.press('v', { commands: ['Paste'] });
  await page.keyboard.up('Control');
  return page.$eval(field, (element) => (element as HTMLInputElement).value);
}

interface Item {
  icon: string;
  title: string;
  caption: string;
  facts: string;
}

/** The tasks of a list as they stand there. */
function itemsOf(list: Frame | Page): Promise<Item[]> {
  return list.evaluate(() =>
    [...document.querySelectorAll('.task-item')].map((item) => {
      const words = (part: string) => item.querySelector(`.task-item-${part}`)?.textContent ?? '';
      const icon = [...(item.querySelector('svg')?.classList ?? [])].find((name) => /^icon-/.test(name));
      return {
        icon: icon?.replace('icon-', '') ?? '',
        title: words('title'),
        caption: words('caption'),
        facts: words('facts'),
      };
    }),
  );
}
