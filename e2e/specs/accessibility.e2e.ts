import type { Frame, Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { ENLARGED, enlarged, faultsOf, fromRightToLeft, tooWide } from '../support/looks.ts';
import { answerInterest, QUALIFY, runProcess, sendQualification } from '../support/steps.ts';
import { fill, find, press, see, setTime, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

/** A popup as narrow as a browser can make it. */
const NARROWEST = { width: 320, height: 450 } as const;

/** A Wednesday: weekends are hidden in the calendar, and who makes something late in the evening makes it for tomorrow. */
const DAY = '2031-03-05';

describe('every page of the extension, checked with axe in light and in dark, enlarged and from right to left', () => {
  const world = useWorld();

  it('options, popup and diagnose have no fault', async () => {
    const alice = await world.person('alice');
    for (const [path, words, size] of [
      ['options.html', 'Alice Adams', ENLARGED],
      ['popup.html', 'Connected', NARROWEST],
      ['diagnose.html', 'Everything works', ENLARGED],
    ] as const) {
      const page = await alice.driver.openExtensionPage(path);
      await see(page, words);
      expect(await faultsOf(alice.driver, page, size), path).toEqual({});
      await page.close();
    }
  });

  it('library, process, settings, deployment and CRMs have no fault', async () => {
    const admin = await world.person('admin');
    for (const [path, words] of [
      ['/library', 'Qualify a lead'],
      ['/library/qualify-a-lead', 'elements in words'],
      ['/library/qualify-a-lead?tab=settings', 'Who may start it'],
      ['/deploy', 'Which files?'],
      ['/crms', 'Add a CRM'],
      ['/crms/demo', 'Save and check'],
      ['/new-crm', 'Kind of CRM'],
    ] as const) {
      const page = await admin.driver.openExtensionPage(`processes.html#${path}`);
      await see(page, words);
      expect(await faultsOf(admin.driver, page), path).toEqual({});
      await page.close();
    }
  });

  it('list, calendar, fields and settings of activities have no fault', async () => {
    const alice = await world.person('alice');
    const page = await alice.driver.openExtensionPage(`activities.html#/list?day=${DAY}`);
    await see(page, 'Nothing in this time');
    expect(await axeFindings(page), 'empty list').toEqual([]);
    await press(page, 'button', 'New activity');
    await fill(page, /^Subject/, 'Prepare the offer for the second deck oven');
    await setTime(page, /^Start/, `${DAY}T12:00`);
    expect(await faultsOf(alice.driver, page), 'new activity').toEqual({});
    await press(page, 'button', 'Save');
    await find(page, 'button', /^Prepare the offer/);
    expect(await faultsOf(alice.driver, page), 'list').toEqual({});
    await press(page, 'button', /^Prepare the offer/);
    await find(page, 'button', 'Copy');
    expect(await faultsOf(alice.driver, page), 'activity').toEqual({});
    await press(page, 'button', 'Go back');
    await show(page, `/calendar?day=${DAY}`);
    await find(page, 'button', /Prepare the offer/);
    expect(await faultsOf(alice.driver, page), 'calendar').toEqual({});
    await show(page, '/settings');
    await find(page, 'button', 'Make an address');
    expect(await faultsOf(alice.driver, page), 'settings').toEqual({});
    await page.close();
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
    await checkPanels(overlay, () => isNoWider(page, overlay));
    await answerInterest(overlay, 'Yes, go on');
    await see(overlay, 'Qualification of');
    expect(await axeFindings(overlay), 'form').toEqual([]);
    await isNoWider(page, overlay);
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
    await checkPanels(overlay);
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

/** Goes to another view of a page. */
async function show(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, route);
}

/** Opens what a step has beside its answer: when it is done, and who does it. */
async function checkPanels(overlay: Frame, check = async () => {}): Promise<void> {
  for (const [button, field] of [
    ['Perform later', /^Start date/],
    ['Assign to somebody else', /^Person or role/],
  ] as const) {
    await press(overlay, 'button', button);
    await find(overlay, 'field', field);
    expect(await axeFindings(overlay), button).toEqual([]);
    await check();
    await press(overlay, 'button', 'Cancel');
  }
}

/** Nothing in an overlay is wider than its frame. */
async function isNoWider(page: Page, overlay: Frame): Promise<void> {
  const here = async () => ({ tooWide: await tooWide(overlay), rightToLeft: await fromRightToLeft(overlay) });
  expect(await here()).toEqual({ tooWide: [], rightToLeft: [] });
  expect(await enlarged(page, overlay, ENLARGED, here), 'enlarged').toEqual({ tooWide: [], rightToLeft: [] });
}
