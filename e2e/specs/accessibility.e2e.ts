import { describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { answerInterest, QUALIFY, runProcess, sendQualification } from '../support/steps.ts';
import { press, see, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

describe('every page of the extension, checked with axe', () => {
  const world = useWorld();

  it('options, popup and diagnose have no finding', async () => {
    const alice = await world.person('alice');
    for (const [path, words] of [
      ['options.html', 'Alice Adams'],
      ['popup.html', 'Connected'],
      ['diagnose.html', 'Everything works'],
    ] as const) {
      const page = await alice.driver.openExtensionPage(path);
      await see(page, words);
      expect(await axeFindings(page), path).toEqual([]);
      await page.close();
    }
  });

  it('library, process, settings and deployment have no finding', async () => {
    const admin = await world.person('admin');
    for (const [path, words] of [
      ['/library', 'Qualify a lead'],
      ['/library/qualify-a-lead', 'elements in words'],
      ['/library/qualify-a-lead?tab=settings', 'Who may start it'],
      ['/deploy', 'Which files?'],
    ] as const) {
      const page = await admin.driver.openExtensionPage(`processes.html#${path}`);
      await see(page, words);
      expect(await axeFindings(page), path).toEqual([]);
      await page.close();
    }
  });

  it('list, calendar, fields and settings of activities have no finding', async () => {
    const alice = await world.person('alice');
    for (const [path, words] of [
      ['/list', 'Nothing in this time'],
      ['/calendar', 'Longer'],
      ['/list?activity=new', 'Participants'],
      ['/settings', 'Deputy'],
    ] as const) {
      const page = await alice.driver.openExtensionPage(`activities.html#${path}`);
      await see(page, words);
      expect(await axeFindings(page), path).toEqual([]);
      await page.close();
    }
  });

  it('menu, question, form, drawer and activity have no finding', async () => {
    const [alice, maria] = [await world.person('alice'), await world.person('maria')];
    const page = await alice.onPage(world.crm('demo').recordUrl);
    const overlay = await alice.pressProcess(page);
    await see(overlay, QUALIFY);
    expect(await axeFindings(overlay), 'menu').toEqual([]);
    await runProcess(overlay, QUALIFY);
    await see(overlay, 'Is there a real interest');
    expect(await axeFindings(overlay), 'question').toEqual([]);
    await answerInterest(overlay, 'Yes, go on');
    await see(overlay, 'Qualification of');
    expect(await axeFindings(overlay), 'form').toEqual([]);
    await sendQualification(overlay);

    const hers = await maria.onPage(world.crm('demo').recordUrl);
    const drawer = await maria.pressProcess(hers);
    await press(drawer, 'button', /^My tasks/);
    await see(drawer, 'Review the qualification');
    expect(await axeFindings(drawer), 'drawer').toEqual([]);
    await press(drawer, 'button', /^Review the qualification/);
    await see(drawer, 'Details of the result');
    expect(await axeFindings(drawer), 'activity').toEqual([]);
  });

  it('menu, question, form and drawer have no finding over a dark page either', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('demo').recordUrl);
    await page.evaluate(() => document.body.style.setProperty('background', '#101014', 'important'));
    const overlay = await alice.pressProcess(page);
    await see(overlay, QUALIFY);
    await until('the overlay to be dark', () =>
      overlay.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches),
    );
    expect(await axeFindings(overlay), 'menu').toEqual([]);
    await runProcess(overlay, QUALIFY);
    await see(overlay, 'Is there a real interest');
    expect(await axeFindings(overlay), 'question').toEqual([]);
    await answerInterest(overlay, 'Yes, go on');
    await see(overlay, 'Qualification of');
    await press(overlay, 'button', 'Send for review');
    expect(await axeFindings(overlay), 'form').toEqual([]);
    await press(overlay, 'button', 'Close');
    const drawer = await alice.pressProcess(page);
    await press(drawer, 'button', /^My tasks/);
    await see(drawer, 'Qualification of');
    expect(await axeFindings(drawer), 'drawer').toEqual([]);
    await page.close();
  });
});
