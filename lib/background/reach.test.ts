import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settled } from '../testing/ports.ts';
import { samplePage, sampleTask } from '../testing/samples.ts';
import { CRM, Stage } from '../testing/stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

describe('what is open, when the page has come between', () => {
  it('shows an open step on the next page of the CRM, too, though the page before is kept with its port', async () => {
    stage.server.pages.set('a', samplePage('a'));
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await stage.begin();
    const { tab, overlay } = await stage.press();
    await overlay.request({ type: 'task.open', task: 'a' });
    await settled();
    const before = stage.world.injected.length;
    const background = await stage.lives.background;
    const loaded = background.tabLoaded(tab, `${CRM}/about`);
    await settled();
    expect(stage.world.injected.slice(before)).toEqual([{ tab, file: '/host.js' }]);
    const host = stage.lives.host(tab, `${CRM}/about`, 'document-2');
    await settled();
    await loaded;
    expect(host.heard('show').at(-1)?.view).toBe('page');
  });

  it('brings a drawer that is open already back on top when its keys are pressed again', async () => {
    await stage.begin();
    const { host } = await stage.visit();
    const background = await stage.lives.background;
    await background.command('my-tasks');
    await settled();
    expect([host.heard('show').at(-1)?.view, host.heard('reach')]).toEqual(['drawer', []]);
    await background.command('my-tasks');
    await settled();
    expect([host.heard('show').length, host.heard('reach').length]).toEqual([1, 1]);
  });
});

describe('the keys of the Process button', () => {
  /** What they bring in a tab at this address, where the page has said that it shows no record yet. */
  async function pressedAt(path: string) {
    await stage.begin();
    const tab = stage.world.openTab(CRM + path);
    const host = stage.lives.host(tab, CRM + path);
    host.say({ type: 'record', record: null });
    await settled();
    await (await stage.lives.background).command('process');
    await settled();
    return { presses: host.heard('press').length, shows: host.heard('show').map(({ view }) => view) };
  }

  it.each([
    ['a record that the page is about to name', '/#demo/model/sale.opportunity/7'],
    ['a list', '/#demo/model/sale.opportunity'],
  ])('press it on %s', async (_, path) => {
    expect(await pressedAt(path)).toEqual({ presses: 1, shows: [] });
  });

  it('press it on a record of which only the page knows that it is one', async () => {
    await stage.begin();
    const { tab, host } = await stage.visit();
    Object.assign(stage.world.tabs.get(tab) ?? {}, { url: `${CRM}/about` });
    await (await stage.lives.background).command('process');
    await settled();
    expect(host.heard('press')).toHaveLength(1);
  });

  it('bring my tasks where the page has none', async () => {
    expect(await pressedAt('/#demo')).toEqual({ presses: 0, shows: ['drawer'] });
  });
});
