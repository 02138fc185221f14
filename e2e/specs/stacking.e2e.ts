import { describe, expect, it } from 'vitest';
import type { LogPage } from '../../lib/protocol/index.ts';
import { process } from '../../server/engine/testing/process-builder.ts';
import { leaveHalfDone, returned } from '../support/host-page.ts';
import { complete, overlayGone, seeBadge } from '../support/person.ts';
import { deploySmall, small } from '../support/processes.ts';
import { runProcess } from '../support/steps.ts';
import { find, press, reads, see, until } from '../support/ui.ts';
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

describe('pages that open by themselves, or do not', () => {
  const world = useWorld();

  it('[M03] [M26] [M27] stack: one opens when the one before closes, and after the last the CRM page is as it was', async () => {
    await deploySmall(await world.server.as('admin'), TWO_PAGES);
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

  it('[M02] [M25] do not interrupt after an element in the background: there is a task, and its page opens on request', async () => {
    await deploySmall(await world.server.as('admin'), IN_BACKGROUND);
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
