import type { Frame, Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { complete, hasProcess, overlayGone, type Person } from '../support/person.ts';
import { answerInterest, QUALIFY, runProcess } from '../support/steps.ts';
import { entered, fill, find, press, reads, see, textOf, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

interface Instance {
  id: string;
  status: string;
}

const BUTTON = 'throughline-button';
const QUESTION = 'Is there a real interest';
const NO = 'No, not interested';

describe('a CRM page that is hard on extensions', () => {
  const world = useWorld();
  const hostile = (modes: string) => `${world.crm('demo').recordUrl}?hostile=${modes}`;
  const statuses = async () => {
    const all = (await (await world.server.as('admin')).get<{ items: Instance[] }>('/instances')).items;
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
    await see(overlay, 'a part of the CRM page lies over it');
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
    await see(overlay, 'the CRM page fades or distorts it');
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
    'that %s what is foreign completes nothing, and the step goes on in a tab of its own',
    async (_, mode, count) => {
      const alice = await world.person('alice');
      const before = await statuses();
      const { page, overlay } = await ask(alice, 'rebuild');
      await press(overlay, 'choice', NO);
      await page.addScriptTag({ url: `${world.crm('demo').origin}/hostile/${mode}.js`, type: 'module' });
      await more(page, count, 1);
      const tab = await alice.taskTab();
      await see(tab, QUESTION);
      expect(await statuses()).toEqual(['running', ...before]);
      // What was chosen over the CRM page is kept.
      await complete(tab, 'Continue');
      await until('the instance to end', async () => (await statuses())[0] === 'completed');
      await overlayGone(page);
      await page.close();
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

describe('a CRM page with Throughline over it', () => {
  const world = useWorld();
  const question = async (person: Person, url: string): Promise<{ page: Page; overlay: Frame }> => {
    const page = await person.onPage(url);
    const overlay = await person.pressProcess(page);
    await runProcess(overlay, QUALIFY);
    await see(overlay, QUESTION);
    return { page, overlay };
  };

  it('has exactly one button that works, however often the page changes or builds its toolbar anew', async () => {
    const alice = await world.person('alice');
    const { origin } = world.crm('demo');
    const storm = await alice.onPage(`${origin}/storm/1?rate=1000`);
    await until('the button', () => hasProcess(storm));
    await until('3,000 mutations', () => storm.evaluate(() => Number(Reflect.get(window, 'stormed')) > 3000));
    expect(await storm.$$(BUTTON)).toHaveLength(1);
    const menu = await alice.pressProcess(storm);
    await find(menu, 'button', new RegExp(`^${QUALIFY}`));
    await storm.close();

    const page = await alice.onPage(`${origin}/leads/1?hostile=rebuild`);
    for (const title of ['Kiln control upgrade', 'Two deck ovens']) {
      await until('the button', () => hasProcess(page));
      await page.click(`[data-action=${title === 'Two deck ovens' ? 'previous' : 'next'}]`);
      await see(page, title);
      await until('the button in the new toolbar', () => hasProcess(page));
      expect(await page.$$(BUTTON)).toHaveLength(1);
    }
    const overlay = await alice.pressProcess(page);
    await find(overlay, 'heading', 'Two deck ovens');
    await page.close();
  });

  it('hears nothing of what is typed in a page of a step, and its hotkeys rest', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await question(alice, `${world.crm('demo').recordUrl}?hostile=keys`);
    await answerInterest(overlay, 'Yes, go on');
    await page.evaluate(() => Reflect.set(window, 'heard', []));
    await fill(overlay, /^Need/, 'npscel/');
    expect(await entered(overlay, /^Need/)).toBe('npscel/');
    expect(await page.evaluate(() => Reflect.get(window, 'heard'))).toEqual([]);
    await press(overlay, 'button', 'Close');
    await overlayGone(page);
    await page.evaluate((tag) => document.querySelector<HTMLElement>(tag)?.focus(), BUTTON);
    await page.keyboard.type('npscel/');
    expect(await page.evaluate(() => document.documentElement.dataset.hotkeys)).toBeUndefined();
    expect(page.url()).toContain('/leads/1');
    // It does hear what is typed elsewhere, and has hotkeys there.
    await page.click('[data-record-title]');
    await page.keyboard.press('n');
    await see(page, 'Kiln control upgrade');
    expect(await page.evaluate(() => Reflect.get(window, 'heard'))).not.toEqual([]);
    await page.close();
  });

  it('with its own modal dialog open, lets the step be done, and keeps the dialog as it was', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await question(alice, world.crm('demo').recordUrl);
    await page.$eval('[data-action=call]', (button) => (button as HTMLElement).click());
    await page.waitForSelector('dialog[data-call-dialog][open] textarea');
    await page.$eval('[name=call]', (text) => {
      (text as HTMLTextAreaElement).value = 'They asked for';
    });
    await answerInterest(overlay, NO);
    await overlayGone(page);
    expect(await page.$eval('[name=call]', (text) => (text as HTMLTextAreaElement).value)).toBe(
      'They asked for',
    );
    await page.click('dialog[data-call-dialog] button[value=log]');
    await see(page, 'They asked for');
    await page.close();
  });

  it('is as it was before, but for the button and the empty element of the closed overlay', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('demo').recordUrl);
    await until('the button', () => hasProcess(page));
    await page.waitForNetworkIdle({ idleTime: 500 });
    const before = await traces(page);
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, QUALIFY);
    await answerInterest(overlay, NO);
    await overlayGone(page);
    expect(await traces(page)).toEqual(before);
    expect(await ours(page)).toEqual([
      '<throughline-button></throughline-button>',
      '<throughline-overlay></throughline-overlay>',
    ]);
    await page.click('[data-nav=leads]');
    await until('no button on the list', async () => (await page.$$(BUTTON)).length === 0);
    await page.close();
  });

  it('learns nothing of what the overlay shows, and gets nothing into a frame of its own', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('demo').recordUrl);
    await page.evaluate((address) => {
      const frame = document.createElement('iframe');
      frame.src = `${address}#forged`;
      document.body.append(frame);
    }, `${alice.driver.origin}/overlay.html`);
    const forged = await until('the frame of the page', () => frameAt(page, '#forged'));
    await alice.pressProcess(page);
    const overlay = await until('the overlay', async () => frameWith(page, QUALIFY));
    await runProcess(overlay, QUALIFY);
    await see(overlay, QUESTION);
    expect(await textOf(forged)).toBe('');
    expect(await page.evaluate(learnt)).toEqual({
      root: null,
      inside: 0,
      frames: ['SecurityError'],
      heard: [],
    });
    await answerInterest(overlay, NO);
    await overlayGone(page);
    await page.close();
  });
});

/** What an extension could leave in a page, apart from its own elements. */
function traces(page: Page) {
  return page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const own of copy.querySelectorAll('throughline-button, throughline-overlay')) own.remove();
    return {
      html: copy.outerHTML,
      values: [...document.querySelectorAll<HTMLInputElement>('[name]')].map((field) => field.value),
      storage: [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie],
      globals: Object.getOwnPropertyNames(window).sort(),
      styles: [document.styleSheets.length, document.adoptedStyleSheets.length],
      address: [location.href, history.length, document.title],
    };
  });
}

/** Our elements in a page, as the page sees them. */
function ours(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('throughline-button, throughline-overlay')].map((own) => own.outerHTML),
  );
}

/** Runs in the page: what it can find out about the overlay that stands over it. */
function learnt() {
  const overlay = document.querySelector('throughline-overlay');
  const read = (_: unknown, index: number) => {
    try {
      return window[index]?.document.body.innerText ?? '';
    } catch (error) {
      return (error as Error).name;
    }
  };
  return {
    root: overlay?.shadowRoot ?? null,
    inside: overlay?.childNodes.length ?? -1,
    frames: Array.from({ length: window.length }, read),
    heard: performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.includes('extension:') && !name.endsWith('#forged')),
  };
}

async function frameAt(page: Page, hash: string): Promise<Frame | null> {
  for (const frame of page.frames()) {
    if ((await frame.evaluate(() => location.hash).catch(() => '')) === hash) return frame;
  }
  return null;
}

async function frameWith(page: Page, words: string): Promise<Frame | null> {
  for (const frame of page.frames()) {
    if (frame !== page.mainFrame() && (await reads(frame, words).catch(() => false))) return frame;
  }
  return null;
}

/** Waits until what the page counts on its root has grown by so much. */
async function more(page: Page, name: string, by: number): Promise<void> {
  const read = () => page.evaluate((key) => Number(document.documentElement.dataset[key] ?? 0), name);
  const before = await read();
  await until(`${name} to grow by ${by}`, async () => (await read()) >= before + by);
}
