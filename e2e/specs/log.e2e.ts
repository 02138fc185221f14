import type { ElementHandle, Page } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { InstanceResult } from '../../lib/protocol/index.ts';
import { faultsOf } from '../support/looks.ts';
import { complete } from '../support/person.ts';
import { fill, find, has, press, see, seeNoMore, textOf, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const PROCESS = 'qualify-a-lead';

describe('the log, an instance and the statistics', () => {
  const world = useWorld();
  const started: string[] = [];

  beforeAll(async () => {
    const alice = await world.server.as('alice');
    const url = world.crm('demo').recordUrl;
    const record = { system: 'demo', type: 'lead', id: '1', title: 'Two deck ovens', url };
    for (let count = 0; count < 6; count += 1) {
      const { instance } = await alice.post<InstanceResult>(`/processes/${PROCESS}/start`, { record });
      started.push(instance);
    }
  });

  const view = async (path: string): Promise<Page> => {
    const admin = await world.person('admin');
    return admin.driver.openExtensionPage(`processes.html#${path}`);
  };
  const instance = (index: number) => view(`/log/${started[index]}`);
  const faults = async (page: Page) => faultsOf((await world.person('admin')).driver, page);

  it('are not offered to somebody who may not see the log', async () => {
    const alice = await world.person('alice');
    const page = await alice.driver.openExtensionPage('processes.html#/log');
    await see(page, 'see the log');
    await page.close();
  });

  it('show what runs, and keep the filters in the address', async () => {
    const page = await view('/log');
    await see(page, '6 instances');
    await choose(page, 'Error');
    await see(page, 'No instance fits the filters');
    const address = new URL(page.url()).hash.slice(1);
    await page.evaluate(() => history.back());
    await see(page, '6 instances');
    expect(await faults(page)).toEqual({});
    await page.close();
    const again = await view(address);
    await see(again, 'No instance fits the filters');
    await again.close();
  });

  it('say whom an instance waits for, in words and on the diagram', async () => {
    const page = await instance(0);
    await see(page, 'Waits for Alice Adams.');
    await until('the place in the diagram to be marked', () =>
      page.evaluate(() => document.querySelector('[data-element-id="AskInterest"].diagram-accent') !== null),
    );
    await until('the flow that was taken to be marked', () =>
      page.evaluate(() => document.querySelector('[data-element-id="ToAsk"].diagram-ok') !== null),
    );
    expect(await faults(page)).toEqual({});
    await page.close();
  });

  it('assign a step to somebody else', async () => {
    const page = await instance(0);
    await press(page, 'button', /^Assign to somebody else/);
    await fill(page, /^Person or role/, 'mar');
    await press(page, 'item', /^Maria/);
    await submit(page);
    await see(page, /Waits for Maria/);
    await see(page, 'assigned a step to somebody else');
    await page.close();
  });

  it('set a variable', async () => {
    const page = await instance(0);
    await press(page, 'button', 'Set a variable');
    await fill(page, /^Name/, 'budget');
    await choose(page, 'Number');
    await fill(page, 'Value', '12500');
    await submit(page);
    await see(page, '12,500');
    await page.close();
  });

  it('[M24] [M29] open the page of a step of somebody else, and complete it: it has ended, with its duration', async () => {
    const admin = await world.person('admin');
    const page = await instance(1);
    await press(page, 'button', /^Open/);
    const task = await admin.taskTab();
    await see(task, 'Is there a real interest');
    await press(task, 'choice', 'No, not interested');
    await complete(task, 'Continue');
    await page.bringToFront();
    await until('the instance to be completed', async () => /Status\s*Completed/.test(await textOf(page)));
    expect(await textOf(page)).toMatch(/Duration\s*\d/);
    await page.close();
  });

  it('skip a step for a reason, with the outcome that the flows behind it ask for', async () => {
    const page = await instance(2);
    await press(page, 'button', /^Skip/);
    await submit(page);
    await see(page, 'Enter a reason.');
    await choose(page, 'No, not interested');
    await fill(page, /^Reason/, 'The customer has moved away');
    await submit(page);
    await see(page, 'Reason: The customer has moved away');
    await until('the instance to be completed', async () => /Status\s*Completed/.test(await textOf(page)));
    expect(await has(page, 'button', 'Cancel the instance')).toBe(false);
    await page.close();
  });

  it('[M31] cancel several for a reason, and show how far that is', async () => {
    const page = await view('/log?status=running');
    await see(page, '4 instances');
    await choose(page, /^Select all/);
    await press(page, 'button', 'Cancel 4 instances');
    await fill(page, /^Reason/, 'The campaign is over');
    await submit(page);
    await see(page, '4 of 4');
    await press(page, 'button', 'Close');
    await see(page, 'No instance fits the filters');
    await choose(page, 'Running');
    await see(page, '6 instances');
    await seeNoMore(page, 'Cancelling4');
    await page.close();
  });

  it('keep a view under a name', async () => {
    const page = await view('/log?status=cancelled');
    await see(page, '4 instances');
    await press(page, 'button', 'Saved views');
    await press(page, 'button', 'Save these filters');
    await fill(page, /^Name/, 'Given up');
    await submit(page);
    await seeNoMore(page, 'Save these filters');
    await press(page, 'link', 'Log');
    await press(page, 'button', 'Saved views');
    await press(page, 'button', 'Given up');
    await see(page, '4 instances');
    await page.close();
  });

  it('[M30] count what was completed, and draw where the time goes', async () => {
    const page = await view(`/statistics?process=${PROCESS}`);
    await see(page, 'Completed instances only');
    await until('two completed instances', async () => /Completed\s*2/.test(await textOf(page)));
    await until('three drawn charts', () => page.evaluate(drawnCharts, 3));
    await until('heat in the diagram', () =>
      page.evaluate(() => document.querySelector('[data-element-id="AskInterest"]') !== null),
    );
    expect(await faults(page)).toEqual({});
    await page.close();
  });

  it('delete an instance that has ended', async () => {
    const page = await instance(5);
    await press(page, 'button', 'Delete');
    await submit(page);
    await see(page, '5 instances');
    await page.close();
  });
});

/** Ticks a box or a radio button; those that look like buttons lie invisible under their words. */
async function choose(page: Page, name: string | RegExp): Promise<void> {
  const choice = await find(page, 'choice', name);
  await (choice as ElementHandle<HTMLInputElement>).evaluate((element) => element.click());
}

/** Presses the button of the open dialog that does it. */
async function submit(page: Page): Promise<void> {
  const button = await until('the dialog', () => page.$('dialog[open] button[type=submit]'));
  await button.click();
}

/** Runs in the page: whether so many canvases have something on them. */
function drawnCharts(count: number): boolean {
  const drawn = [...document.querySelectorAll('canvas')].filter((canvas) => {
    const { width, height } = canvas;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    return pixels.some((value) => value !== 0);
  });
  return drawn.length >= count;
}
