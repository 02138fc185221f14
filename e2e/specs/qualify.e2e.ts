import { describe, expect, it } from 'vitest';
import { crmIsHere } from '../support/crms.ts';
import { leaveHalfDone, returned } from '../support/host-page.ts';
import { complete, overlayGone, seeBadge } from '../support/person.ts';
import {
  answerInterest,
  fillQualification,
  QUALIFICATION,
  QUALIFY,
  review,
  runProcess,
  sendQualification,
} from '../support/steps.ts';
import { fill, find, has, press, reads, see, seeNoMore, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

interface Instance {
  id: string;
  status: string;
  record: { id: string; title: string | null } | null;
}

describe.skipIf(!(await crmIsHere('tryton')))('"Qualify a lead" on an opportunity in Tryton', () => {
  const world = useWorld({ crms: ['tryton'] });
  const instances = async () =>
    (await (await world.server.as('admin')).get<{ items: Instance[] }>('/instances')).items;

  it('[M01] [M03] [M14] [M15] [M16] [M26] [M28] runs to its end over a page with unsaved data, which stays as it was', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('tryton').recordUrl);
    // Small enough that there is something to scroll.
    await page.setViewport({ width: 1000, height: 420 });
    await page.waitForNetworkIdle({ idleTime: 500 });
    const before = await leaveHalfDone(page, '.tab-pane.active input[name=description]:not([readonly])');
    expect(before.scrolled).not.toEqual([]);

    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, QUALIFY);
    await answerInterest(overlay, 'Yes, go on');
    await sendQualification(overlay);
    await overlayGone(page);
    expect(await returned(page, 'description')).toEqual(before);

    const maria = await world.person('maria');
    await seeBadge(maria, '1');
    const popup = await maria.popup();
    await press(popup, 'button', /^Review the qualification/);
    const review1 = await maria.taskTab();
    await see(review1, QUALIFICATION.need);
    await review(review1, 'Approved');
    await until('the instance to end', async () => (await instances())[0]?.status === 'completed');
    await seeBadge(maria, '');
    await page.close();
  });

  it('[M06] [M07] goes on only with a result, only with one that is allowed, and loops when it says so', async () => {
    const alice = await world.person('alice');
    const maria = await world.person('maria');
    const page = await alice.onPage(world.crm('tryton').recordUrl);
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, QUALIFY);
    await answerInterest(overlay, 'Yes, go on');
    await sendQualification(overlay);

    const popup = await maria.popup();
    await press(popup, 'button', /^Review the qualification/);
    const task = await maria.taskTab();
    await find(task, 'choice', 'Approved');
    const results = await task.evaluate(() =>
      [...document.querySelectorAll('input[type=radio]')].map((input) => (input as HTMLInputElement).value),
    );
    expect(results).toEqual(['approved', 'call-again', 'rejected']);
    await complete(task, 'Complete');
    await see(task, 'Choose a result');
    await review(task, 'Call again');

    const mine = await alice.pressProcess(page);
    await press(mine, 'button', /^Call back/);
    await press(mine, 'choice', 'Reached');
    await complete(mine, 'Complete');
    await see(mine, 'Qualification of');
    await press(mine, 'button', 'Close');
    await overlayGone(page);
    await page.close();
  });

  it('[M15] [M16] refuses a form that is not filled in as its author said, and says what is missing', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('tryton').records['party.party']?.url ?? '');
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, QUALIFY);
    await answerInterest(overlay, 'Yes, go on');
    await see(overlay, 'Qualification of');
    await complete(overlay, 'Send for review');
    await see(overlay, 'Enter: Need');
    await see(overlay, 'Choose one: Budget range');
    await fillQualification(overlay);
    await fill(overlay, /^Expected amount/, '-5');
    await complete(overlay, 'Send for review');
    await see(overlay, 'Enter 0 or more');
    await fill(overlay, /^Expected amount/, '12000.50');
    await complete(overlay, 'Send for review');
    await overlayGone(page);
    await page.close();
  });

  it('[M05] shows the hint of a step to whoever asks for it', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('tryton').recordUrl);
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, QUALIFY);
    await see(overlay, 'Is there a real interest');
    expect(await reads(overlay, 'A real interest is one that you have heard')).toBe(false);
    await press(overlay, 'button', 'Hint for this step');
    await see(overlay, 'A real interest is one that you have heard');
    await press(overlay, 'button', 'Hint for this step');
    await seeNoMore(overlay, 'A real interest is one that you have heard');
    expect(await has(overlay, 'button', 'Continue')).toBe(true);
    await page.close();
  });
});
