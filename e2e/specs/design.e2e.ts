import type { Page } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCase } from '../../lib/cases/read-case.ts';
import type { DefinitionView } from '../../lib/protocol/index.ts';
import { barHeight, hasBar } from '../support/cases.ts';
import { fill, find, press, see, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

describe('the designer of cases', () => {
  const world = useWorld();
  beforeAll(async () => {
    const admin = await world.server.as('admin');
    await admin.put('/systems/demo/connection', {
      ...{ kind: 'demo', settings: { baseUrl: world.crm('demo').origin } },
    });
    // The demo CRM keeps what an earlier run has made of its records.
    const headers = { 'content-type': 'application/json' };
    const address = `${world.crm('demo').origin}/api/leads/3`;
    await fetch(address, { method: 'PUT', headers, body: JSON.stringify({ status: 'New' }) });
  });
  const leadUrl = (id: number) => `${world.crm('demo').origin}/leads/${id}`;
  const open = async (path: string) =>
    (await world.person('admin')).driver.openExtensionPage(`processes.html#${path}`);

  it('[M38] begins with the stages that a field of the CRM has; what is designed outlives the page, is tried, deployed and run as it is exported', async () => {
    let page = await open('/new-case');
    await fill(page, /^Name/, 'Lead journey');
    await fill(page, /^Address of a record/, leadUrl(3));
    await until('the fields of the CRM', () => page.$('select[name="stageField"] option[value="status"]'));
    await page.select('select[name="stageField"]', 'status');
    await find(page, 'button', 'Remove New');
    await press(page, 'button', 'Design it');
    // Drawn as a bar, under the policy that pages of ours have.
    await until('the bar as people will see it', () => hasBar(page));
    expect(await barHeight(page)).toBeLessThan(80);

    // By keyboard: from the first stage on.
    await goTo(page, 'stage new');
    await page.keyboard.press('n');
    await see(page, 'Add a step to New');
    await page.keyboard.type('Call the customer');
    await page.keyboard.press('Enter');
    await atItem(page, 'step call-the-customer');
    await page.keyboard.down('Alt');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.up('Alt');
    expect(await stepsOf(page, 'contacted')).toEqual(['step call-the-customer']);
    await page.keyboard.press('Enter');
    await fill(page, 'Due', 'P2D');
    await page.keyboard.press('Escape');
    await atItem(page, 'step call-the-customer');

    // Which stage ends it is the one thing that nobody could guess.
    await press(page, 'button', /Expected a stage that ends the case/);
    await press(page, 'button', /^Qualified/);
    await page.select('select[name="end"]', 'successful');
    await find(page, 'button', /^Qualified.*Successful end/);

    // What is not deployed yet is there again.
    await page.close();
    page = await open('/cases/lead-journey/design');
    await see(page, 'kept in this browser');
    expect(await stepsOf(page, 'contacted')).toEqual(['step call-the-customer']);

    // By mouse: to the stage before.
    await drag(page, '[data-item="step call-the-customer"]', '[data-item="stage new"]');
    await until('the step in its stage', async () => (await stepsOf(page, 'new')).length === 1);
    await press(page, 'button', 'Undo');
    await until('the step where it was', async () => (await stepsOf(page, 'contacted')).length === 1);
    await press(page, 'button', 'Redo');
    await until('the step in its stage', async () => (await stepsOf(page, 'new')).length === 1);

    await press(page, 'button', /^Try it/);
    const dialog = await find(page, 'dialog', 'Try it on a record');
    await fill(page, /^Record/, leadUrl(3));
    await dialog.evaluate((element) => element.querySelector('form')?.requestSubmit());
    await see(page, /it would begin in/);
    await page.keyboard.press('Escape');

    const exported = await exportedFrom(page);
    await see(page, 'it can be deployed');
    await press(page, 'button', 'Deploy');
    await see(page, 'Version 1 is deployed');
    await page.close();

    const admin = await world.server.as('admin');
    const deployed = await admin.get<DefinitionView>('/processes/lead-journey/versions/actual');
    expect(deployed.case).toBe(exported);
    expect(readCase(exported)).toMatchObject({ ok: true, definition: { key: 'lead-journey' } });

    const alice = await world.person('alice');
    const record = await alice.onPage(leadUrl(3));
    await until('the stage bar', () => hasBar(record));
    await record.close();
  });
});

/** Presses a button that gives a file, and reads it. */
async function downloadedBy(page: Page, button: string): Promise<string> {
  await page.evaluate(() => {
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (thing: Blob | MediaSource) => {
      if (thing instanceof Blob) thing.text().then((text) => Reflect.set(globalThis, 'given', text));
      return create(thing);
    };
  });
  await press(page, 'button', button);
  return until('the file', () => page.evaluate(() => Reflect.get(globalThis, 'given') as string | undefined));
}

const exportedFrom = (page: Page) => downloadedBy(page, 'Export');

const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.item);

async function atItem(page: Page, item: string): Promise<void> {
  await until(`the focus on ${item}`, async () => (await focused(page)) === item);
}

async function goTo(page: Page, item: string): Promise<void> {
  const found = await until(item, () => page.$(`[data-item="${item}"]`));
  await found.focus();
  await atItem(page, item);
}

/** The steps of a stage, as they stand on the board. */
async function stepsOf(page: Page, stage: string): Promise<(string | undefined)[]> {
  await until(stage, () => page.$(`[data-item="stage ${stage}"]`));
  return page.$$eval(`section:has([data-item="stage ${stage}"]) [data-item^="step"]`, (found) =>
    found.map((one) => (one as HTMLElement).dataset.item),
  );
}

/** Takes hold of an item beside its button and lets it go on another. */
async function drag(page: Page, from: string, to: string): Promise<void> {
  const grip = await until('the grip', () => page.$(`:has(> ${from}) > .design-grip`));
  const goal = await until('the goal', () => page.$(to));
  const [start, end] = [await grip.clickablePoint(), await goal.clickablePoint()];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 8, start.y + 8, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 8 });
  await page.mouse.up();
}
