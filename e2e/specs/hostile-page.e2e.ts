import type { Frame, Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { complete, hasProcess, overlayGone, type Person } from '../support/person.ts';
import { answerInterest, QUALIFY, runProcess } from '../support/steps.ts';
import { find, press, see, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

interface Instance {
  id: string;
  status: string;
}

const QUESTION = 'Is there a real interest';
const NO = 'No, not interested';

describe('a CRM page that is hard on extensions', () => {
  const world = useWorld();
  const hostile = (modes: string) => `${world.crm('demo').recordUrl}?hostile=${modes}`;
  const statuses = async () => {
    const all = await (await world.server.as('admin')).get<Instance[]>('/instances');
    return all.map(({ status }) => status);
  };
  /** The question of *Qualify a lead* over a hostile page. */
  const ask = async (person: Person, modes: string): Promise<{ page: Page; overlay: Frame }> => {
    const page = await person.onPage(hostile(modes));
    const overlay = await person.pressProcess(page);
    await runProcess(overlay, QUALIFY);
    await see(overlay, QUESTION);
    return { page, overlay };
  };

  it.each(['csp', 'isolated', 'csp,isolated,keys'])(
    'with the policies of "%s" cannot keep a step from being done',
    async (modes) => {
      const alice = await world.person('alice');
      const { page, overlay } = await ask(alice, modes);
      await answerInterest(overlay, NO);
      await overlayGone(page);
      expect((await statuses())[0]).toBe('completed');
      await page.close();
    },
  );

  it('that posts messages to every frame changes nothing', async () => {
    const alice = await world.person('alice');
    const before = (await statuses()).length;
    const page = await alice.onPage(hostile('post'));
    const overlay = await alice.pressProcess(page);
    await more(page, 'hostilePosts', 200);
    await runProcess(overlay, QUALIFY);
    await see(overlay, QUESTION);
    await more(page, 'hostilePosts', 200);
    expect(await statuses()).toHaveLength(before + 1);
    expect((await statuses())[0]).toBe('running');
    await answerInterest(overlay, NO);
    await overlayGone(page);
    expect((await statuses())[0]).toBe('completed');
    await page.close();
  });

  it('that clicks and types by itself opens nothing and completes nothing', async () => {
    const alice = await world.person('alice');
    const before = await statuses();
    const page = await alice.onPage(hostile('click'));
    await until('the button', () => hasProcess(page));
    await more(page, 'hostileClicks', 10);
    expect(await page.$$('throughline-overlay')).toEqual([]);
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, QUALIFY);
    await see(overlay, QUESTION);
    await press(overlay, 'choice', NO);
    await more(page, 'hostileClicks', 20);
    expect(await statuses()).toEqual(['running', ...before]);
    await complete(overlay, 'Continue');
    await overlayGone(page);
    expect(await statuses()).toEqual(['completed', ...before]);
    await page.close();
  });

  it('that covers the overlay is found out at the click, the person is told why, and can go on in a tab', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await ask(alice, 'cover');
    await press(overlay, 'choice', NO);
    await complete(overlay, 'Continue');
    await see(overlay, 'This click did not count');
    await see(overlay, 'Expected nothing in front of this window');
    expect((await statuses())[0]).toBe('running');
    await press(overlay, 'link', 'Open in a tab of its own');
    const tab = await alice.taskTab();
    await see(tab, QUESTION);
    // What was chosen over the CRM page is kept.
    await complete(tab, 'Continue');
    await until('the instance to end', async () => (await statuses())[0] === 'completed');
    await page.close();
  });

  it('that fades what is foreign does not reach the overlay; a page that fades itself is found out', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await ask(alice, 'fade');
    await press(overlay, 'choice', NO);
    await page.evaluate(() => {
      document.documentElement.style.filter = 'opacity(0.01)';
    });
    await complete(overlay, 'Continue');
    await see(overlay, 'This click did not count');
    await see(overlay, 'one that the CRM page fades or distorts');
    expect((await statuses())[0]).toBe('running');
    await page.evaluate(() => {
      document.documentElement.style.filter = '';
    });
    await complete(overlay, 'Continue');
    await overlayGone(page);
    expect((await statuses())[0]).toBe('completed');
    await page.close();
  });

  it.each([
    ['moves', 'move', 'hostileMoved'],
    ['removes', 'remove', 'hostileRemoved'],
  ])(
    'that %s what is foreign completes nothing, and the step is done from the list of tasks',
    async (_, mode, count) => {
      const alice = await world.person('alice');
      const before = await statuses();
      const { page, overlay } = await ask(alice, 'rebuild');
      await press(overlay, 'choice', NO);
      await page.addScriptTag({ url: `${world.crm('demo').origin}/hostile/${mode}.js`, type: 'module' });
      await more(page, count, 1);
      await overlayGone(page);
      expect(await statuses()).toEqual(['running', ...before]);
      await page.close();
      const popup = await alice.popup();
      await press(popup, 'button', new RegExp(`^${QUESTION}`));
      const tab = await alice.taskTab();
      await see(tab, QUESTION);
      await complete(tab, 'Continue');
      await until('the instance to end', async () => (await statuses())[0] === 'completed');
    },
  );

  it('that takes the focus back all the time lets a person type', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await ask(alice, 'focus');
    await answerInterest(overlay, 'Yes, go on');
    await see(overlay, 'Qualification of');
    const need = await find(overlay, 'field', /^Need/);
    await need.type('Bread');
    expect(await need.evaluate((field) => (field as HTMLInputElement).value)).toBe('Bread');
    await press(overlay, 'button', 'Close');
    await overlayGone(page);
    await page.close();
  });
});

/** Waits until what the page counts on its root has grown by so much. */
async function more(page: Page, name: string, by: number): Promise<void> {
  const read = () => page.evaluate((key) => Number(document.documentElement.dataset[key] ?? 0), name);
  const before = await read();
  await until(`${name} to grow by ${by}`, async () => (await read()) >= before + by);
}
