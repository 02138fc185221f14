import { beforeAll, describe, expect, it } from 'vitest';
import { CaseDefinition } from '../../lib/cases/definition.ts';
import { deployCase, hasBar, openAt, pressBar } from '../support/cases.ts';
import { overlayGone, seenEnough } from '../support/person.ts';
import { entered, fill, find, press, see, seeNoMore, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

/** A lead: called, then offered something, in the end won or lost. */
const LEAD = CaseDefinition.parse({
  ...{ format: 'throughline-case/1', key: 'lead-case', name: 'Lead case', section: 'demo:lead' },
  stageField: 'status',
  stages: [
    {
      ...{ id: 'new', name: 'New lead', value: 'New' },
      steps: [
        {
          ...{ id: 'call', name: 'Call the customer', kind: 'perform-task', after: null, required: true },
          performer: { user: null, role: 'sales' },
          properties: { category: 'Call', 'result:reached': 'Reached' },
        },
      ],
    },
    { id: 'contacted', name: 'In contact', value: 'Contacted', colour: 'teal' },
    { id: 'qualified', name: 'Qualified lead', value: 'Qualified', colour: 'green', end: 'successful' },
    { id: 'lost', name: 'Lost lead', value: 'Lost', colour: 'red', group: 'qualified', end: 'unsuccessful' },
  ],
});
const SLOTS = 3;

describe('a case on the page of its record', () => {
  const world = useWorld();
  beforeAll(async () => {
    const admin = await world.server.as('admin');
    const { origin } = world.crm('demo');
    await admin.put('/systems/demo/connection', { kind: 'demo', settings: { baseUrl: origin } });
    await deployCase(admin, LEAD);
    // The demo CRM keeps what an earlier run has made of its records.
    await setStatus(1, 'New');
    await setStatus(2, 'Contacted');
  });

  const leadUrl = (id: number) => `${world.crm('demo').origin}/leads/${id}`;
  const dataUrl = (id: number) => `${world.crm('demo').origin}/api/leads/${id}`;
  const statusOf = async (id: number) => {
    const answer = await fetch(dataUrl(id));
    return ((await answer.json()) as { status: string }).status;
  };
  const setStatus = async (id: number, status: string) => {
    const headers = { 'content-type': 'application/json' };
    const { ok } = await fetch(dataUrl(id), { method: 'PUT', headers, body: JSON.stringify({ status }) });
    expect(ok).toBe(true);
  };

  it('[M36] [M37] begins when the record is seen; its steps stand in the way, are done beside it, and a press moves it in the CRM too', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(leadUrl(1));
    await until('the stage bar', () => hasBar(page));
    const blocked = await openAt(page, { slot: 1, of: SLOTS });
    await see(blocked, 'have to be done first');
    await see(blocked, 'Call the customer');
    await page.keyboard.press('Escape');
    const steps = await openAt(page, 'steps');
    await see(steps, 'Next steps: New lead');
    await press(steps, 'button', 'Complete Call the customer');
    await seenEnough(steps);
    await press(steps, 'button', 'Reached');
    await see(steps, 'Done: Reached');
    await press(steps, 'button', 'Add an e-mail');
    await fill(steps, /What is it about/, 'Our prices');
    await press(steps, 'button', 'Write');
    await find(steps, 'button', 'Send');
    expect(await entered(steps, /Subject/)).toBe('Our prices');
    await page.keyboard.press('Escape');
    await overlayGone(page);
    const added = await openAt(page, 'steps');
    await press(added, 'button', 'Take away… Our prices');
    await seenEnough(added);
    await press(added, 'button', 'Take away');
    await seeNoMore(added, 'Our prices');
    await page.keyboard.press('Escape');
    await pressBar(page, { slot: 1, of: SLOTS });
    await until('the CRM to hold the stage', async () => (await statusOf(1)) === 'Contacted');
    await page.close();
  });

  it('[M36] stays right for two people side by side, and when the record is changed in the CRM', async () => {
    const [alice, bob] = await Promise.all([world.person('alice'), world.person('bob')]);
    const [hers, his] = await Promise.all([alice.onPage(leadUrl(2)), bob.onPage(leadUrl(2))]);
    await until('both bars', async () => (await hasBar(hers)) && (await hasBar(his)));
    const overlay = await openAt(his, 'steps');
    await see(overlay, 'Next steps: In contact');
    const preview = await openAt(hers, { slot: 0, of: SLOTS });
    await see(preview, 'Call the customer');
    await find(preview, 'button', 'Move to New lead');
    await seenEnough(preview);
    await press(preview, 'button', 'Move to New lead');
    await see(overlay, 'Next steps: New lead');
    await until('the CRM to hold the stage', async () => (await statusOf(2)) === 'New');
    await Promise.all([hers.close(), his.close()]);
  });

  it('[M36] folds in a narrow window without the page hearing of an error', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(leadUrl(2));
    await until('the stage bar', () => hasBar(page));
    const errors = await page.evaluateHandle(() => {
      const heard: string[] = [];
      addEventListener('error', ({ message }) => heard.push(message));
      return heard;
    });
    for (const width of [1200, 500, 260, 900]) {
      await page.setViewport({ width, height: 800 });
      await until(`a window of ${width} pixels`, () => page.evaluate((is) => innerWidth === is, width));
      // Sizes are told after the frame's scripts; what they change is seen in the next one.
      await page.evaluate(async () => {
        for (let frames = 0; frames < 4; frames += 1) await new Promise(requestAnimationFrame);
      });
    }
    expect(await errors.jsonValue()).toEqual([]);
    await page.close();
  });

  it('[M36] a move on the page of the record takes its card along on the board, and the card opens the record', async () => {
    const [alice, admin] = await Promise.all([world.person('alice'), world.person('admin')]);
    await setStatus(3, 'Contacted');
    const hers = await alice.onPage(leadUrl(3));
    await until('the stage bar', () => hasBar(hers));
    const board = await admin.driver.openExtensionPage('processes.html#/cases/lead-case/board');
    const cardIn = (stage: string) =>
      board.evaluate(
        (name, url) => {
          const columns = [...document.querySelectorAll('.board-column')];
          const column = columns.find((one) => one.querySelector('.board-stage')?.textContent === name);
          return column?.querySelector(`a[href="${url}"]`)?.textContent ?? null;
        },
        stage,
        leadUrl(3),
      );
    const title = await until('its card', () => cardIn('In contact'));
    const preview = await openAt(hers, { slot: 0, of: SLOTS });
    await find(preview, 'button', 'Move to New lead');
    await seenEnough(preview);
    await press(preview, 'button', 'Move to New lead');
    await until('its card in the other column', () => cardIn('New lead'));
    await board.bringToFront();
    await press(board, 'link', title);
    // Firefox's driver loses a tab that goes from a page of the extension to another site: the extension is asked for it.
    const opened = () => board.evaluate('chrome.tabs.query({}).then((tabs) => tabs.map(({ url }) => url))');
    await until('the record', async () => ((await opened()) as string[]).includes(leadUrl(3)));
    await Promise.all([hers.close(), board.close()]);
  });
});
