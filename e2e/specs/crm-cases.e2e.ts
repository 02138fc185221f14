import type { Frame, Page } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { deployCases } from '../../scripts/start/deploy.ts';
import { deployCase, hasBar, openAt, pressBar } from '../support/cases.ts';
import { BUG_FIX, connectCrm, decide, makeRecord, openBeforeSteps } from '../support/crm-cases.ts';
import { crmIsHere } from '../support/crms.ts';
import { overlayGone, overlayThere, type Person, seenEnough } from '../support/person.ts';
import { fill, find, has, press, see, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

/** The server asks the CRMs for changes as often as it can be told to. */
const env = { THROUGHLINE_POLL_SECONDS: '1' };

/** Opens the record for somebody and waits for its bar. */
async function onRecord(person: Person, url: string): Promise<Page> {
  const page = await person.onPage(url);
  await until('the stage bar', () => hasBar(page));
  return page;
}

/** Answers a step in its tile. */
async function answer(steps: Frame, step: string, result: string): Promise<void> {
  await press(steps, 'button', `Complete ${step}`);
  await find(steps, 'button', result);
  await seenEnough(steps);
  await press(steps, 'button', result);
}

/** Moves the record from what the move would do. */
async function move(preview: Frame, stage: string): Promise<void> {
  await find(preview, 'button', `Move to ${stage}`);
  await seenEnough(preview);
  await press(preview, 'button', `Move to ${stage}`);
}

describe.skipIf(!(await crmIsHere('tryton')))('a sales case on Tryton', () => {
  const world = useWorld({ crms: ['tryton'], env });
  const SLOTS = 3;
  beforeAll(async () => {
    const admin = await world.server.as('admin');
    await connectCrm(admin, world.crm('tryton'));
    await deployCases(admin);
  });
  const opportunity = (description: string) =>
    makeRecord(world.crm('tryton'), {
      ...{ type: 'sale.opportunity', field: 'state' },
      data: { description, party: '2' },
    });

  it('[M36] [M37] is worked by two people side by side: what one completes moves the bar of the other, Tryton follows, and is followed', async () => {
    const [alice, bob] = await Promise.all([world.person('alice'), world.person('bob')]);
    const record = await opportunity('A third oven');
    const [hers, his] = await Promise.all([onRecord(alice, record.url), onRecord(bob, record.url)]);
    const watched = await openAt(his, 'steps');
    await see(watched, 'Next steps: Lead');
    const drawer = await bob.popup();
    await see(drawer, 'Read up on the company');
    await drawer.close();
    await his.bringToFront();
    const steps = await openAt(hers, 'steps');
    await press(steps, 'button', 'Add a task');
    await fill(steps, /^What is to be done/, 'Look at the floor plan');
    await press(steps, 'button', 'Add');
    await see(steps, 'Added by hand');
    await answer(steps, 'Call the customer', 'Reached');
    await see(steps, 'Next steps: Offer');
    await see(watched, 'Next steps: Offer');
    await until('Tryton to know', async () => (await record.holds()) === 'opportunity');

    // In Tryton's own form, which shows what the case has written.
    await hers.keyboard.press('Escape');
    await overlayGone(hers);
    await press(hers, 'button', 'Reload/Undo');
    await find(hers, 'button', 'Convert to Sale');
    await press(hers, 'button', 'Mark as Lost');
    await see(watched, 'Next steps: Lost');
    await his.bringToFront();
    await answer(watched, 'Why was it lost?', 'Price');
    const api = await world.server.as('bob');
    await until('the case to end', async () => (await record.caseFor(api))?.status === 'completed');
    expect(await record.holds()).toBe('lost');
    await Promise.all([hers.close(), his.close()]);
  });

  it('[M36] moved by two at once goes where the first has moved it; whoever only looks is told at once', async () => {
    const [alice, bob] = await Promise.all([world.person('alice'), world.person('bob')]);
    alice.network.set('open');
    const record = await opportunity('A service plan for it');
    await record.change({ state: 'opportunity' });
    const [hers, his] = await Promise.all([onRecord(alice, record.url), onRecord(bob, record.url)]);
    const looking = await openAt(hers, { slot: 0, of: SLOTS });
    await see(looking, 'Call the customer');
    await move(await openAt(his, { slot: 0, of: SLOTS }), 'Lead');
    await see(looking, 'The record is in this stage now: Lead');
    await overlayGone(his);
    await until('Tryton to know', async () => (await record.holds()) === 'lead');
    await hers.keyboard.press('Escape');
    await overlayGone(hers);

    // Both go to an end that shares its place, which nothing stands in the way of.
    const ending = async (page: Page, downs: number): Promise<void> => {
      await pressBar(page, { slot: 2, of: SLOTS });
      for (let down = 0; down < downs; down += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    };
    await ending(hers, 2);
    const slow = await alice.overlay(hers);
    await see(slow, 'The case ends with it.');
    alice.network.set('cut');
    await move(slow, 'Cancelled');
    await overlayGone(hers);
    await his.bringToFront();
    await ending(his, 1);
    await overlayThere(his);
    await decide(bob, his, 'Move to Lost');
    await until('Tryton to know', async () => (await record.holds()) === 'lost');
    alice.network.set('open');
    const after = await openAt(hers, 'steps');
    await see(after, 'Next steps: Lost');
    const found = await record.caseFor(await world.server.as('alice'));
    const been = found?.stages.filter(({ visits }) => visits.length > 0).map(({ id }) => id);
    expect(been).toEqual(['lead', 'offer', 'lost']);
    await Promise.all([hers.close(), his.close()]);
  });
});

describe.skipIf(!(await crmIsHere('redmine')))('a support case on Redmine', () => {
  const world = useWorld({ crms: ['redmine'], env });
  const SLOTS = 5;
  beforeAll(async () => {
    const admin = await world.server.as('admin');
    await connectCrm(admin, world.crm('redmine'));
    await deployCases(admin);
    await deployCase(admin, BUG_FIX);
  });
  const issue = (subject: string, tracker: string) =>
    makeRecord(world.crm('redmine'), {
      ...{ type: 'issue', field: 'status_id' },
      data: { subject, project_id: '1', tracker_id: tracker },
    });

  it('[M36] [M37] gives its steps to support, follows what is saved in Redmine, and is rejected from anywhere by whoever may move it', async () => {
    const [sam, alice] = await Promise.all([world.person('sam'), world.person('alice')]);
    const record = await issue('The oven stays cold', '3');
    const [his, hers] = await Promise.all([onRecord(sam, record.url), onRecord(alice, record.url)]);
    const watched = await openAt(hers, 'steps');
    await see(watched, 'Understand the request');
    // What is for others stands there, without anything to press.
    expect(await has(watched, 'button', 'Complete Understand the request')).toBe(false);
    const steps = await openAt(his, 'steps');
    await answer(steps, 'Understand the request', 'A fault');
    await see(watched, 'Next steps: In progress');
    await until('Redmine to know', async () => (await record.holds()) === '2');
    await his.reload();
    await until('the stage bar', () => hasBar(his));
    await his.click('#content > .contextual a.icon-edit');
    await (await his.waitForSelector('#issue_status_id', { visible: true }))?.select('4');
    await his.click('#issue-form > input[type=submit]');
    await see(watched, 'Next steps: Waiting for the customer');
    await hers.keyboard.press('Escape');
    await overlayGone(hers);
    await pressBar(hers, { slot: 4, of: SLOTS });
    await hers.keyboard.press('ArrowDown');
    await hers.keyboard.press('Enter');
    const preview = await alice.overlay(hers);
    await see(preview, 'Ask the customer again');
    await move(preview, 'Rejected');
    await until('Redmine to know', async () => (await record.holds()) === '6');
    const api = await world.server.as('sam');
    await until('the case to end', async () => (await record.caseFor(api))?.status === 'completed');
    await Promise.all([hers.close(), his.close()]);
  });

  it('[M36] [M38] [M39] has other stages for a bug than for a request; a tracker that changes asks to change the case, a status without a stage to decide', async () => {
    const sam = await world.person('sam');
    const record = await issue('The display shows nonsense', '1');
    const page = await onRecord(sam, record.url);
    const steps = await openAt(page, 'steps');
    await see(steps, 'Next steps: Found');
    await record.change({ status_id: '4' });
    const api = await world.server.as('sam');
    await until('the conflict', async () => (await record.caseFor(api))?.agreement.state === 'conflict');
    expect(await record.holds()).toBe('4');
    await openBeforeSteps(page);
    const decision = await sam.overlay(page);
    await see(decision, 'the CRM shows “4”');
    await decide(sam, page, 'Write “Found” to the CRM');
    await until('Redmine to know', async () => (await record.holds()) === '1');

    await record.change({ tracker_id: '3' });
    await until(
      'the other case',
      async () => (await record.caseFor(api))?.change?.process === 'support-request',
    );
    await page.reload();
    await until('the stage bar', () => hasBar(page));
    await openAt(page, 'steps');
    await openBeforeSteps(page);
    const change = await sam.overlay(page);
    await see(change, '“Support request” is for records like this.');
    await decide(sam, page, 'Change case');
    await see(await openAt(page, 'steps'), 'Next steps: New');
    expect((await record.caseFor(api))?.stages).toHaveLength(6);
    await page.close();
  });
});
