import type { Page } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { process } from '../../server/engine/testing/process-builder.ts';
import { dragFrom, hour } from '../support/calendar.ts';
import { complete, type Person } from '../support/person.ts';
import { deploySmall, SAID, small, startSmall } from '../support/processes.ts';
import { entered, fill, find, has, press, reads, see, seeNoMore, setTime, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

/** A task, a question that makes an activity, and a question that makes none, for alice. */
const THREE_STEPS = small(
  'three-steps',
  'Three steps',
  process({ record: 'demo:lead' })
    .start('in')
    .parallel('split')
    .task('call', {
      name: 'Call the baker',
      assignee: 'alice',
      properties: { category: 'Call', 'result:reached': 'Reached', 'result:later': 'Call again later' },
    })
    .dialog('ask', {
      name: 'Is the oven wanted?',
      assignee: 'alice',
      properties: { 'create-activity': 'true' },
    })
    .task('note', {
      name: 'Note what was said',
      assignee: 'alice',
      formRef: 'form',
      properties: { kind: 'auto-generated-page', result: 'button', 'button:done': 'Done' },
    })
    .end('called')
    .end('asked')
    .end('noted')
    .path('in', 'split', 'call', 'called')
    .path('split', 'ask', 'asked')
    .path('split', 'note', 'noted'),
  [SAID],
);

/** A Wednesday far from today: what the other tests make is not in its week. */
const DAY = '2031-03-05';
const NOT_REACHED = 'Server not reached';
/** What was drawn anew between two keys is pressed again. */
const TAKEN_MS = 5000;

describe('activities', () => {
  const world = useWorld();
  const lead = () => {
    const { origin } = world.crm('demo');
    return { system: 'demo', type: 'lead', id: '1', title: 'Two deck ovens', url: `${origin}/leads/1` };
  };
  beforeAll(async () => deploySmall(await world.server.as('admin'), THREE_STEPS));

  it('[M10] [M18] those of processes stand in the list and the calendar like those made by hand', async () => {
    const alice = await world.person('alice');
    await startSmall(await world.server.as('admin'), THREE_STEPS, lead());
    const page = await diary(alice, '/list?period=month');
    // Late in the evening its usual time would be tomorrow.
    const today = await page.evaluate(() => new Date().toLocaleDateString('sv'));
    await make(page, 'Prepare the offer', `${today}T12:00`);
    for (const title of ['Call the baker', 'Is the oven wanted?', 'Prepare the offer'])
      await see(page, title);
    expect(await reads(page, 'Note what was said')).toBe(false);
    await see(page, 'Two deck ovens');
    await page.close();

    const calendar = await diary(alice, '/calendar?period=day');
    for (const title of [/Call the baker/, /Is the oven wanted/, /Prepare the offer/])
      await find(calendar, 'button', title);
    await calendar.close();
  });

  it('[M18] [M19] opening that of a question opens its page while it waits, and afterwards the plain activity', async () => {
    const alice = await world.person('alice');
    await startSmall(await world.server.as('admin'), THREE_STEPS, lead());
    const page = await diary(alice, '/list?period=month&q=oven+wanted');
    await press(page, 'button', 'Is the oven wanted?');
    await answer(alice, 'Yes');
    await page.bringToFront();
    await find(page, 'cell', 'Completed');
    await press(page, 'button', 'Is the oven wanted?');
    await see(page, 'Result');
    await find(page, 'button', 'Close');
    expect(await reads(page, 'Yes')).toBe(true);
    await page.close();
  });

  it('[M18] in the history of a record, a person goes on with its process by opening one', async () => {
    const alice = await world.person('alice');
    await alice.allow(world.crm('demo').origin);
    await startSmall(await world.server.as('admin'), THREE_STEPS, lead());
    const crm = await alice.onPage(lead().url);
    await press(await alice.pressProcess(crm), 'item', 'Activities of this record');
    const page = await alice.tab('/activities.html');
    await see(page, 'Two deck ovens');
    await press(page, 'button', 'Is the oven wanted?');
    await answer(alice, 'No');
    await page.bringToFront();
    await see(page, 'Completed');
    for (const tab of [page, crm]) await tab.close();
  });

  it('[M18] completing that of a task moves its process on, by a result that its flows use', async () => {
    const alice = await world.person('alice');
    const api = await world.server.as('admin');
    const instance = await startSmall(api, THREE_STEPS, lead());
    const page = await diary(alice, '/list?period=month&q=call+the+baker&order=descending');
    await rest(page, 'Call the baker');
    await press(page, 'button', 'Complete');
    await press(page, 'button', 'Complete');
    await see(page, 'Choose a result: the process goes on by it.');
    await press(page, 'choice', 'Reached');
    await fill(page, /^Result details/, 'They want an offer');
    await press(page, 'button', 'Complete');
    await until('the step to be completed', async () => {
      const { steps } = await api.get<{ steps: { element: string; status: string }[] }>(
        `/instances/${instance}`,
      );
      return steps.some(({ element, status }) => element === 'call' && status === 'completed');
    });
    await page.close();
  });

  it('is made, moved and made longer by mouse in the calendar, and by keyboard in its fields', async () => {
    const alice = await world.person('alice');
    const page = await diary(alice, `/calendar?day=${DAY}`);
    await see(page, '0 activities');
    await dragFrom(page, await hour(page, 2, 10), await hour(page, 2, 11));
    await fill(page, /^Subject/, 'Visit the bakery');
    expect(await entered(page, /^Start/)).toBe('2031-03-05T10:00');
    await leave(page, 'Save');
    await find(page, 'button', /Visit the bakery/);

    await dragFrom(page, await hour(page, 2, 10.25), await hour(page, 3, 12.25));
    await startsAt(page, '2031-03-06T12:00');
    const due = await entered(page, /^Due/);
    await leave(page, 'Go back');
    const edge = await hour(page, 3, Number(due.slice(11, 13)) + Number(due.slice(14)) / 60);
    await dragFrom(page, { x: edge.x, y: edge.y - 3 }, await hour(page, 3, 14));
    await until('it to be longer', async () => {
      await openByKey(page);
      const later = await entered(page, /^Due/);
      await leave(page, 'Go back');
      return later > due;
    });

    await openByKey(page);
    await setTime(page, /^Start/, '2031-03-07T09:00');
    await leave(page, 'Save');
    await startsAt(page, '2031-03-07T09:00');
    await leave(page, 'Go back');
    await page.close();
  });

  it('that is cancelled is shown on request, is opened again, copied and deleted', async () => {
    const alice = await world.person('alice');
    const page = await diary(alice, `/list?day=${DAY}&period=day`);
    await make(page, 'Lunch', `${DAY}T12:00`);
    await press(page, 'button', 'Lunch');
    await press(page, 'button', 'Cancel activity');
    await press(page, 'button', 'Cancel activity');
    await see(page, 'Nothing in this time');
    await press(page, 'choice', 'Cancelled');
    await press(page, 'button', 'Lunch');
    await press(page, 'button', 'Open again');
    await find(page, 'cell', 'In progress');
    await press(page, 'button', 'Lunch');
    await press(page, 'button', 'Copy');
    await fill(page, /^Subject/, 'Dinner');
    await press(page, 'button', 'Save');
    await press(page, 'button', 'Dinner');
    await press(page, 'button', 'Delete');
    await press(page, 'button', 'Delete');
    await seeNoMore(page, 'Dinner');
    expect(await reads(page, 'Lunch')).toBe(true);
    await page.close();
  });

  it('is kept without a link and sent when there is one', async () => {
    const alice = await world.person('alice');
    const page = await diary(alice, `/list?day=${DAY}&period=day`);
    await find(page, 'button', 'Lunch');
    alice.network.set('cut');
    await see(page, NOT_REACHED);
    await make(page, 'Made in the train', `${DAY}T16:00`);
    await see(page, /waits to be sent/);
    alice.network.set('open');
    await find(page, 'button', 'Made in the train');
    await page.close();
  });

  it('is read by calendar programs under a secret address, until it is revoked', async () => {
    const alice = await world.person('alice');
    const list = await diary(alice, '/list');
    await make(list, 'Bring the contract');
    await find(list, 'button', 'Bring the contract');
    await list.close();
    const page = await diary(alice, '/settings');
    await press(page, 'button', 'Make an address');
    const address = await until('the address', () =>
      page.evaluate(() => document.querySelector('code')?.textContent ?? null),
    );
    const path = new URL(address).pathname;
    const calendar = await fetch(world.server.url + path);
    expect(calendar.headers.get('content-type')).toContain('text/calendar');
    expect(await calendar.text()).toContain('SUMMARY:Bring the contract');
    await press(page, 'button', 'Revoke the address');
    await find(page, 'button', 'Make an address');
    expect((await fetch(world.server.url + path)).status).toBe(404);
    await page.close();
  });

  it('of somebody who is away stands in the list of their deputy', async () => {
    const [alice, bob] = [await world.person('alice'), await world.person('bob')];
    await startSmall(await world.server.as('admin'), THREE_STEPS, lead());
    const page = await diary(alice, '/settings');
    await setTime(page, /^First day/, '2020-01-01');
    await setTime(page, /^Last day/, '2040-01-01');
    await fill(page, /^Deputy/, 'Bob');
    await press(page, 'item', /Bob Brown/);
    await press(page, 'button', 'Save absence');
    await see(page, 'Saved.');
    const popup = await bob.popup();
    await see(popup, 'Call the baker');
    await press(page, 'button', 'End absence');
    await seeNoMore(popup, 'Call the baker');
    expect(await has(page, 'button', 'End absence')).toBe(false);
    for (const tab of [page, popup]) await tab.close();
  });
});

function diary(person: Person, route: string): Promise<Page> {
  return person.driver.openExtensionPage(`activities.html#${route}`);
}

/** Answers the question that has opened in a tab of its own. */
async function answer(person: Person, choice: string): Promise<void> {
  const step = await person.taskTab();
  await press(step, 'choice', choice);
  await complete(step, 'Continue');
  // The tab may close itself at any moment: what is gone has taken the answer.
  await until('the answer to be taken', () => reads(step, /is completed/).catch(() => true));
  await step.close().catch(() => undefined);
}

/** Lets the pointer rest on an entry until its card is there. */
async function rest(page: Page, entry: string): Promise<void> {
  const button = await find(page, 'button', entry);
  await button.hover();
  await button.dispose();
  await until('its card', () => page.evaluate(() => document.querySelector('.activity-card') !== null));
}

/** Makes an activity by hand, today or at a time. */
async function make(page: Page, title: string, start?: string): Promise<void> {
  await press(page, 'button', 'New activity');
  await fill(page, /^Subject/, title);
  if (start !== undefined) await setTime(page, /^Start/, start);
  await press(page, 'button', 'Save');
}

/** Opens the activity in the calendar without a mouse. */
async function openByKey(page: Page): Promise<void> {
  const opened = () => has(page, 'field', /^Start/);
  await until('the activity to open', async () => {
    // A second Enter would save what the first one has opened.
    if (await opened()) return true;
    const entry = await find(page, 'button', /Visit the bakery/);
    await entry.focus();
    await page.keyboard.press('Enter');
    await entry.dispose();
    return until('its fields', opened, TAKEN_MS).catch(() => false);
  });
}

/** Presses a button that closes the activity, and waits until it is closed. */
async function leave(page: Page, button: string): Promise<void> {
  await press(page, 'button', button);
  await until('the activity to close', async () => !(await has(page, 'field', /^Start/)));
}

/** Opens it until it starts then: what was moved is saved and read again. */
async function startsAt(page: Page, wanted: string): Promise<void> {
  await until(`it to start at ${wanted}`, async () => {
    await openByKey(page);
    if ((await entered(page, /^Start/)) === wanted) return true;
    await leave(page, 'Go back');
    return false;
  });
}
