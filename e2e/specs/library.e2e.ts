import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { CONFIRM_ORDER, CONFIRM_ORDER_FAULTY } from '../support/processes-library.ts';
import { fill, find, has, press, reads, see, seeNoMore, textOf, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

describe('the library of processes', () => {
  const world = useWorld();
  const library = async (path = '/library') => {
    const admin = await world.person('admin');
    return admin.driver.openExtensionPage(`processes.html#${path}`);
  };

  it('is opened from popup and options, once: a second time its tab comes to the front', async () => {
    const admin = await world.person('admin');
    const popup = await admin.popup();
    await press(popup, 'button', 'Processes');
    const page = await until('the processes page', () => tabOf(admin));
    await see(page, 'Qualify a lead');
    const before = (await admin.driver.browser.pages()).length;
    const options = await admin.options();
    await press(options, 'button', 'Processes');
    await until('the tab in front', () => page.evaluate(() => document.visibilityState === 'visible'));
    expect((await admin.driver.browser.pages()).length).toBe(before + 1);
    await options.close();
    await page.close();
  });

  it('is not offered to somebody who may see none of it', async () => {
    const alice = await world.person('alice');
    const popup = await alice.popup();
    await see(popup, 'Connected');
    expect(await has(popup, 'button', 'Processes')).toBe(false);
    await popup.close();
  });

  it('lists the processes, finds them, and keeps the search in its address', async () => {
    const page = await library();
    await see(page, 'Answer a question');
    await fill(page, 'Search', 'qualify');
    await seeNoMore(page, 'Answer a question');
    expect(await reads(page, 'Qualify a lead')).toBe(true);
    const address = await page.evaluate(() => location.hash.slice(1));
    await page.close();
    const again = await library(address);
    await see(again, 'Qualify a lead');
    expect(await reads(again, 'Answer a question')).toBe(false);
    await again.close();
  });

  it('shows what was found on the diagram, and deploys what passes', async () => {
    const page = await library();
    await see(page, 'Deploy files');
    await drop(page, { 'faulty.bpmn': CONFIRM_ORDER_FAULTY, 'notes.txt': 'nothing' });
    await see(page, /\d findings?/);
    expect(await has(page, 'button', /^Deploy \d/)).toBe(false);
    await press(page, 'button', /^Confirm the order/);
    await until('the element to be outlined', () =>
      page.evaluate(() => document.querySelector('[data-element-id="Confirm"].selected') !== null),
    );
    await drop(page, { 'plain.bpmn': CONFIRM_ORDER.replace(/<bpmndi:BPMNDiagram[\s\S]*BPMNDiagram>/, '') });
    await see(page, 'This file has no drawing of its own');
    await drop(page, { 'confirm-order.bpmn': CONFIRM_ORDER });
    await press(page, 'button', 'Deploy 1 process');
    await see(page, 'Deployed as version 1');
    await drop(page, { 'confirm-order.bpmn': CONFIRM_ORDER });
    await see(page, 'Nothing to deploy');
    await drop(page, {
      'confirm-order.bpmn': CONFIRM_ORDER.replace('Confirm the order', 'Confirm by phone'),
    });
    await press(page, 'button', 'Deploy 1 process');
    await press(page, 'link', 'Open it in the library');
    await see(page, 'Version 2');
    await page.close();
  });

  it('moves a diagram with the keyboard, and zooms it with buttons', async () => {
    const page = await library('/library/confirm-order');
    await see(page, 'elements in words');
    const place = () => page.evaluate(() => document.querySelector('.viewport')?.getAttribute('transform'));
    const before = await place();
    await page.evaluate(() => document.querySelector<SVGElement>('svg[role=application]')?.focus());
    await page.keyboard.press('ArrowRight');
    await until('the diagram to have moved', async () => (await place()) !== before);
    const moved = await place();
    await press(page, 'button', 'Zoom out');
    await until('the diagram to be smaller', async () => (await place()) !== moved);
    await press(page, 'button', 'Show the whole diagram');
    await until('the diagram to be back', async () => (await place()) === before);
    await page.close();
  });

  it('compares two versions, and makes the older one actual', async () => {
    const page = await library('/library/confirm-order?tab=versions');
    await press(page, 'button', 'Compare');
    await see(page, '1 difference');
    expect(await textOf(page)).toMatch(/Changed\s*Confirm by phone/);
    await until('both diagrams', () =>
      page.evaluate(() => document.querySelectorAll('.diagram-box svg[role=application]').length === 2),
    );
    await press(page, 'button', 'Make it the actual version Version 1');
    await find(page, 'button', 'Make it the actual version Version 2');
    await page.close();
  });

  it('[M31] deactivates a process once it has said what runs, and lets that finish', async () => {
    const page = await library('/library/confirm-order?tab=settings');
    await press(page, 'button', 'Start');
    const dialog = await find(page, 'dialog', /^Start/);
    await dialog.evaluate((element) => element.querySelector('form')?.requestSubmit());
    await see(page, 'Started.');
    // The first page of the instance comes to the front.
    await (await (await world.person('admin')).taskTab()).close();
    await page.bringToFront();
    await press(page, 'link', 'Library');
    await see(page, '1 running');
    await press(page, 'link', 'Confirm an order');
    await press(page, 'link', 'Settings');
    await press(page, 'button', 'Deactivate');
    await see(page, '1 instance runs, with 1 open task.');
    const question = await find(page, 'dialog', /^Deactivate/);
    await question.evaluate((element) => element.querySelector('form')?.requestSubmit());
    await see(page, 'What runs goes on to its end; nothing new begins.');
    expect(await has(page, 'button', 'Start')).toBe(false);
    await page.close();
  });

  it('keeps settings, and who may start a process', async () => {
    const page = await library('/library/confirm-order?tab=settings');
    const tracing = await find(page, 'choice', 'Trace every step');
    await tracing.click();
    await fill(page, 'Add a person or a role', 'ali');
    await find(page, 'item', /Alice/);
    await page.keyboard.press('Enter');
    await find(page, 'button', 'Remove Alice Adams');
    await press(page, 'button', 'Save');
    await see(page, 'Saved.');
    await page.close();
    const again = await library('/library/confirm-order?tab=settings');
    await find(again, 'button', 'Remove Alice Adams');
    const traced = await find(again, 'choice', 'Trace every step');
    expect(await traced.evaluate((box) => box instanceof HTMLInputElement && box.checked)).toBe(true);
    await again.close();
  });
});

async function tabOf(person: Person): Promise<Page | null> {
  for (const page of await person.driver.browser.pages()) {
    if ((await page.evaluate(() => location.pathname).catch(() => '')) === '/processes.html') return page;
  }
  return null;
}

/** Drops files on the page, as somebody does who drags them there. */
async function drop(page: Page, files: Record<string, string>): Promise<void> {
  await page.evaluate((given) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of Object.entries(given)) dataTransfer.items.add(new File([text], name));
    const target = document.querySelector('.drop-zone');
    for (const type of ['dragenter', 'dragover', 'drop']) {
      target?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, files);
}
