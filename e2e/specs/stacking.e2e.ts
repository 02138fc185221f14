import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LogPage } from '../../lib/protocol/index.ts';
import { extension, process } from '../../server/engine/testing/process-builder.ts';
import { cancelAll } from '../support/effects.ts';
import { leaveHalfDone, returned } from '../support/host-page.ts';
import { complete, overlayGone, seeBadge } from '../support/person.ts';
import { deploySmall, small } from '../support/processes.ts';
import { runProcess } from '../support/steps.ts';
import { find, has, press, reads, see, seeNoMore, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

/** Two pages for the person who starts it, both at once. */
const TWO_PAGES = small(
  'two-pages',
  'Open two pages',
  process({ record: 'demo:lead' })
    .start('in')
    .parallel('split')
    .task('first', { name: 'Measure the site', assignee: '${startedBy}' })
    .task('second', { name: 'Ask for the drawings', assignee: '${startedBy}' })
    .end('measured')
    .end('asked')
    .path('in', 'split', 'first', 'measured')
    .path('split', 'second', 'asked'),
);

/** The second step follows an element that runs in the background. */
const IN_BACKGROUND = small(
  'in-background',
  'Follow up later',
  process({ record: 'demo:lead' })
    .start('in')
    .task('call', { name: 'Call the customer', assignee: '${startedBy}', properties: { background: 'true' } })
    .task('write', { name: 'Write the minutes', assignee: '${startedBy}' })
    .end('out')
    .path('in', 'call', 'write', 'out'),
);

/** Every row of the decision table (behaviour 2.1) at once: element before / show page / performer. */
const DECISIONS = small(
  'decisions',
  'Prepare a visit',
  process({ record: 'demo:lead' })
    .start('in')
    .parallel('split')
    .task('own', { name: 'off/on/own', assignee: '${startedBy}' })
    .task('other', { name: 'off/on/other', assignee: 'bob' })
    .task('hidden', { name: 'off/off', assignee: '${startedBy}', properties: { 'show-page': 'false' } })
    .raw(`<manualTask id="quiet">${extension({ background: 'true' })}</manualTask>`)
    .task('any', { name: 'on/any', assignee: '${startedBy}' })
    .path('in', 'split', 'own')
    .path('split', 'other')
    .path('split', 'hidden')
    .path('split', 'quiet', 'any'),
);

/** The system works between two pages. */
const COUNTED = small(
  'counted',
  'Count the offers',
  process({ record: 'demo:lead' })
    .start('in')
    .task('ask', { name: 'Ask for offers', assignee: '${startedBy}' })
    .raw(
      `<serviceTask id="count" camunda:type="external" camunda:topic="throughline:formula">${extension({
        ...{ expression: '1 + 1', 'output:value': 'offers' },
      })}</serviceTask>`,
    )
    .task('compare', { name: 'Compare the offers', assignee: '${startedBy}' })
    .end('out')
    .path('in', 'ask', 'count', 'compare', 'out'),
);

describe('pages that open by themselves, or do not', () => {
  const world = useWorld();
  beforeAll(async () => {
    const admin = await world.server.as('admin');
    await deploySmall(admin, TWO_PAGES, IN_BACKGROUND, DECISIONS, COUNTED);
  });
  afterEach(() => cancelAll(world.server));

  it('[M02] [M03] [M04] [M25] off/on/own opens; off/on/other, off/off and on/any are tasks that interrupt nobody', async () => {
    const [alice, bob] = [await world.person('alice'), await world.person('bob')];
    const his = await bob.onPage(world.crm('demo').recordUrl);
    const page = await alice.onPage(world.crm('demo').recordUrl);
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, DECISIONS.name);
    await find(overlay, 'heading', 'off/on/own');
    expect(await reads(overlay, 'more step after this')).toBe(false);
    await seeBadge(alice, '3');
    await seeBadge(bob, '1');
    await overlayGone(his);

    await press(overlay, 'choice', 'Done');
    await complete(overlay, 'Complete');
    await overlayGone(page);
    const menu = await alice.pressProcess(page);
    await find(menu, 'button', /^off\/off/);
    expect(await has(menu, 'button', /^off\/on\/other/)).toBe(false);
    await press(menu, 'button', /^on\/any/);
    await find(menu, 'heading', 'on/any');
    const menuOfBob = await bob.pressProcess(his);
    await find(menuOfBob, 'button', /^off\/on\/other/);
    for (const tab of [page, his]) await tab.close();
  });

  it('[M03] [M26] [M27] stack: one opens when the one before closes, and after the last the CRM page is as it was', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('demo').recordUrl);
    const before = await leaveHalfDone(page, 'input[name=name]');
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, TWO_PAGES.name);
    await see(overlay, '1 more step after this');
    const [first, second] = (await reads(overlay, 'Measure the site'))
      ? ['Measure the site', 'Ask for the drawings']
      : ['Ask for the drawings', 'Measure the site'];

    // Closing completes nothing: the next page opens, this one stays a task.
    await see(overlay, first);
    await press(overlay, 'button', 'Close');
    await see(overlay, second);
    expect(await reads(overlay, 'more step after this')).toBe(false);
    await press(overlay, 'choice', 'Done');
    await complete(overlay, 'Complete');
    await overlayGone(page);
    expect(await returned(page, 'name')).toEqual(before);
    await seeBadge(alice, '1');

    const again = await alice.pressProcess(page);
    await press(again, 'button', new RegExp(`^${first}`));
    await press(again, 'choice', 'Done');
    await complete(again, 'Complete');
    await overlayGone(page);
    await seeBadge(alice, '');
    await page.close();
  });

  it('[M03] [M26] [M27] stack in each tab by itself: what is done in one changes nothing in the other', async () => {
    const alice = await world.person('alice');
    const first = await alice.onPage(world.crm('demo').recordUrl);
    const inFirst = await alice.pressProcess(first);
    await runProcess(inFirst, TWO_PAGES.name);
    await see(inFirst, '1 more step after this');
    const second = await alice.onPage(`${world.crm('demo').origin}/leads/2`);
    const inSecond = await alice.pressProcess(second);
    await runProcess(inSecond, TWO_PAGES.name);
    await see(inSecond, '1 more step after this');
    await press(inSecond, 'button', 'Close');
    await seeNoMore(inSecond, '1 more step after this');
    await press(inSecond, 'button', 'Close');
    await overlayGone(second);

    await first.bringToFront();
    await see(inFirst, '1 more step after this');
    await press(inFirst, 'choice', 'Done');
    await complete(inFirst, 'Complete');
    await seeNoMore(inFirst, '1 more step after this');
    await press(inFirst, 'choice', 'Done');
    await complete(inFirst, 'Complete');
    await overlayGone(first);
    await overlayGone(second);
    for (const page of [first, second]) await page.close();
  });

  it('[M01] [M03] open behind work of the system, too, in the tab where the person acted and in no other', async () => {
    const alice = await world.person('alice');
    const other = await alice.onPage(world.crm('demo').recordUrl);
    const page = await alice.onPage(world.crm('demo').recordUrl);
    const before = await leaveHalfDone(page, 'input[name=name]');
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, COUNTED.name);
    await find(overlay, 'heading', 'Ask for offers');
    await press(overlay, 'choice', 'Done');
    await complete(overlay, 'Complete');
    await find(overlay, 'heading', 'Compare the offers');
    await overlayGone(other);
    await press(overlay, 'button', 'Close');
    await overlayGone(page);
    expect(await returned(page, 'name')).toEqual(before);
    await seeBadge(alice, '1');
    for (const tab of [page, other]) await tab.close();
  });

  it('[M02] [M25] do not interrupt after an element in the background: there is a task, and its page opens on request', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('demo').recordUrl);
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, IN_BACKGROUND.name);
    await see(overlay, 'Call the customer');
    await press(overlay, 'choice', 'Done');
    await complete(overlay, 'Complete');
    await overlayGone(page);
    await seeBadge(alice, '1');

    const popup = await alice.popup();
    await find(popup, 'button', /^Write the minutes/);
    await popup.close();
    const menu = await alice.pressProcess(page);
    await press(menu, 'button', /^Write the minutes/);
    await press(menu, 'choice', 'Done');
    await complete(menu, 'Complete');
    await overlayGone(page);
    const admin = await world.server.as('admin');
    await until('the instance to end', async () => {
      const [newest] = (await admin.get<LogPage>('/instances?limit=1')).items;
      return newest?.status === 'completed';
    });
    await page.close();
  });
});
