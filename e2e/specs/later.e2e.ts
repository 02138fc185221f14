import type { Frame, Page } from 'puppeteer-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { process } from '../../server/engine/testing/process-builder.ts';
import { cancelAll, completions } from '../support/effects.ts';
import { leaveHalfDone, returned } from '../support/host-page.ts';
import { complete, overlayGone, type Person, seeBadge } from '../support/person.ts';
import { deploySmall, type SmallProcess, small, startSmall } from '../support/processes.ts';
import { runProcess } from '../support/steps.ts';
import { entered, fill, find, has, press, reads, see, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const ASK = small(
  'ask-later',
  'Ask for the roof plan',
  process({ record: 'demo:lead' })
    .start('in')
    .dialog('ask', { name: 'Is there a roof plan?', assignee: '${startedBy}' })
    .end('out')
    .path('in', 'ask', 'out'),
);

const CALL = small(
  'call-later',
  'Call about the roof plan',
  process({ record: 'demo:lead' })
    .start('in')
    .task('call', { name: 'Call the architect', assignee: '${startedBy}' })
    .end('out')
    .path('in', 'call', 'out'),
);

const TEAM = small(
  'team-call',
  'Call as a team',
  process({ record: 'demo:lead' })
    .start('in')
    .task('call', { name: 'Call the builder', role: 'sales' })
    .end('out')
    .path('in', 'call', 'out'),
);

const START = [/^Start date/, /^Start time/] as const;

describe('a step that is not done now', () => {
  const world = useWorld();
  const lead = () => world.crm('demo').recordUrl;
  beforeAll(async () => deploySmall(await world.server.as('admin'), ASK, CALL, TEAM));
  afterEach(() => cancelAll(world.server));

  /** Runs a process on the lead; its page stands over it. */
  async function run(person: Person, ran: SmallProcess, title: string, page?: Page) {
    const tab = page ?? (await person.onPage(lead()));
    const overlay = await person.pressProcess(tab);
    await runProcess(overlay, ran.name);
    await find(overlay, 'heading', title);
    return { page: tab, overlay };
  }

  /** Opens a step from the menu of its record. */
  async function resume(person: Person, page: Page, title: string): Promise<Frame> {
    const overlay = await person.pressProcess(page);
    await press(overlay, 'button', new RegExp(`^${title.replace('?', '\\?')}`));
    await find(overlay, 'heading', title);
    return overlay;
  }

  it('[M13] [M14] [M26] [M28] a question is put off by Perform later, leaves what is to be done today, and is there as it was', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(lead());
    const before = await leaveHalfDone(page, 'input[name=name]');
    const { overlay } = await run(alice, ASK, 'Is there a roof plan?', page);
    await press(overlay, 'choice', 'Yes');
    await seeBadge(alice, '1');
    await press(overlay, 'button', 'Perform later');
    for (const field of [...START, /^Duration/, /^Reminder/, /^Owner/, /^Subject/])
      await find(overlay, 'field', field);
    await find(overlay, 'choice', /^Show in calendar/);
    await press(overlay, 'button', 'Next Monday');
    const [date, time] = await Promise.all(START.map((field) => entered(overlay, field)));
    await fill(overlay, /^Subject/, 'Is there a roof plan now?');
    await press(overlay, 'button', 'Reschedule');
    await overlayGone(page);
    expect(await returned(page, 'name')).toEqual(before);
    await seeBadge(alice, '');

    const again = await resume(alice, page, 'Is there a roof plan now?');
    expect(await isChosen(again, 'Yes')).toBe(true);
    await press(again, 'button', 'Perform later');
    await until('the same start', async () => (await entered(again, START[0])) === date);
    expect(await entered(again, START[1])).toBe(time);
    await press(again, 'button', 'Cancel');
    await complete(again, 'Continue');
    await overlayGone(page);
    expect(await completions(world.server, 'ask')).toBe(1);
    await page.close();
  });

  it('[M13] a question is put off without a link, too, and moves when the link is back', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await run(alice, ASK, 'Is there a roof plan?');
    await seeBadge(alice, '1');
    alice.network.set('cut');
    await see(overlay, 'Server not reached');
    await press(overlay, 'button', 'Perform later');
    await press(overlay, 'button', 'Next Monday');
    await press(overlay, 'button', 'Reschedule');
    await overlayGone(page);
    alice.network.set('open');
    await seeBadge(alice, '');
    await page.close();
  });

  it('[M08] [M09] an activity gets another start and due time on its page, and is given to somebody else there', async () => {
    const [alice, bob] = [await world.person('alice'), await world.person('bob')];
    const { page, overlay } = await run(alice, CALL, 'Call the architect');
    await press(overlay, 'button', 'Reschedule');
    await press(overlay, 'button', 'Next Monday');
    const due = await entered(overlay, /^Due date/);
    expect(due).toBe(await entered(overlay, START[0]));
    await press(overlay, 'button', 'Save');
    await overlayGone(page);
    await seeBadge(alice, '');

    const again = await resume(alice, page, 'Call the architect');
    await press(again, 'button', 'Reschedule');
    await until('the new due date', async () => (await entered(again, /^Due date/)) === due);
    await press(again, 'button', 'In an hour');
    await press(again, 'button', 'Save');
    await overlayGone(page);
    await give(await resume(alice, page, 'Call the architect'), 'Bob Brown');
    await overlayGone(page);
    const menu = await alice.pressProcess(page);
    await find(menu, 'button', new RegExp(`^${ASK.name}`));
    expect(await has(menu, 'button', /^Call the architect/)).toBe(false);

    const his = await bob.onPage(lead());
    const page2 = await resume(bob, his, 'Call the architect');
    await press(page2, 'choice', 'Done');
    await complete(page2, 'Complete');
    await overlayGone(his);
    expect(await completions(world.server, 'call')).toBe(1);
    for (const tab of [page, his]) await tab.close();
  });

  it('[M08] [M23] a step of a role is taken on and given back, under the eyes of who has it open, too', async () => {
    const [alice, bob] = [await world.person('alice'), await world.person('bob')];
    const record = { system: 'demo', type: 'lead', id: '1', title: 'Two deck ovens', url: lead() };
    await startSmall(await world.server.as('admin'), TEAM, record);
    const mine = await alice.onPage(lead());
    const hers = await resume(alice, mine, 'Call the builder');
    const his = await bob.onPage(lead());
    const theirs = await resume(bob, his, 'Call the builder');
    await see(hers, 'Everybody with the role Sales can do this step.');
    await press(theirs, 'button', 'Take it on');
    await see(hers, 'Bob Brown has taken this step on for Sales');
    await press(theirs, 'button', 'Give it back');
    await see(hers, 'Everybody with the role Sales can do this step.');
    expect(await reads(hers, 'Bob Brown')).toBe(false);
    await press(hers, 'button', 'Take it on');
    await see(theirs, 'Alice Adams has taken this step on for Sales');
    for (const tab of [mine, his]) await tab.close();
  });
});

/** Gives the step that is open to somebody. */
async function give(overlay: Frame, name: string): Promise<void> {
  await press(overlay, 'button', 'Assign to somebody else');
  await fill(overlay, /^Person or role/, name.slice(0, 3));
  await press(overlay, 'item', new RegExp(`^${name}`));
  await press(overlay, 'button', 'Assign');
}

async function isChosen(overlay: Frame, answer: string): Promise<boolean> {
  const choice = await find(overlay, 'choice', answer);
  return choice.evaluate((element) => (element as HTMLInputElement).checked);
}
