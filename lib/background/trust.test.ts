import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { BackgroundToHost } from '../messaging/contract.ts';
import { siteOf } from '../sites/index.ts';
import { pageUrls } from '../sites/match.ts';
import type { SiteAdapter } from '../sites/schema.ts';
import { EXTENSION } from '../testing/browser.ts';
import { settled } from '../testing/ports.ts';
import { SAMPLE_SYSTEM, sampleTask } from '../testing/samples.ts';
import { BOX, CRM, errorOf, LINKED, LINKED_PAGE, RECORD, Stage, shown, YES } from '../testing/stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

/** The record that the background takes a tab to show. */
async function shownIn(tab: number): Promise<unknown> {
  const key = `tab:${tab}`;
  const stack = (await fakeBrowser.storage.session.get(key))[key] as { record: unknown };
  return stack.record;
}

describe('what does not belong here', () => {
  it('a frame without the nonce of its own tab sees nothing', async () => {
    await stage.begin();
    const { tab, host } = await stage.visit();
    host.say({ type: 'menu', box: BOX, selected: null });
    await settled();
    const { nonce = '' } = host.heard('show').at(-1) ?? {};
    const other = stage.world.openTab('https://evil.example/');
    for (const thief of [stage.lives.overlay(other, nonce), stage.lives.overlay(tab, 'guessed')]) {
      const status = thief.watch({ kind: 'status' });
      await settled();
      expect(status.value).toBeNull();
      expect(thief.connected.value).toBe(false);
    }
    const rightful = await stage.overlay(tab, host);
    expect(await shown(rightful)).toMatchObject({ view: 'menu' });
    const second = stage.lives.overlay(tab, nonce, 'frame-2');
    expect(await shown(second)).toBeNull();
  });

  it('a frame that never redeems a nonce is turned away', async () => {
    await stage.begin();
    const frame = stage.lives.page({ url: `${EXTENSION}/overlay.html`, tab: { id: 9 }, frameId: 2 });
    expect(await shown(frame)).toBeNull();
  });

  it('a content script that plays a page is turned away', async () => {
    await stage.begin();
    const fake = stage.lives.page({ url: `${CRM}/#7`, tab: { id: 1 }, frameId: 0 });
    const status = fake.watch({ kind: 'status' });
    await settled();
    expect(status.value).toBeNull();
  });

  it('a host script of a site that was not granted hears nothing of tasks', async () => {
    stage.world.granted.clear();
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a', { record: LINKED }) });
    await stage.begin();
    const { host } = await stage.visit();
    expect(host.heard('site')).toEqual([{ type: 'site', site: null }]);
    expect(host.heard('count')).toEqual([]);
  });

  it('a host script hears the texts that it shows before anything else', async () => {
    await stage.begin();
    const { host } = await stage.visit();
    const [first, second] = host.port.received as BackgroundToHost[];
    expect([first?.type, second?.type]).toEqual(['words', 'site']);
    expect(host.heard('words')).toHaveLength(1);
  });

  it('a host script says only what the contract lets it', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await stage.begin();
    const { host } = await stage.visit();
    host.port.postMessage({ type: 'request', id: 1, request: { type: 'sign-out' } });
    host.port.postMessage({ type: 'record', record: { ...RECORD, system: 'another' } });
    await settled();
    expect(warn).toHaveBeenCalledTimes(2);
    expect(stage.auth.current.signedIn).toBe(true);
  });

  it('a record that the page has left meanwhile is not what its tab shows', async () => {
    await stage.begin();
    const { tab, host } = await stage.visit();
    host.say({ type: 'record', record: { ...RECORD, id: '8' } });
    host.say({ type: 'record', record: null });
    await settled();
    expect(await shownIn(tab)).toBeNull();
  });

  it('a record of the document before is not what the next one shows', async () => {
    await stage.begin();
    const { tab, host } = await stage.visit();
    host.say({ type: 'record', record: { ...RECORD, id: '8' } });
    stage.lives.host(tab, `${CRM}/#9`, 'document-2').say({ type: 'record', record: { ...RECORD, id: '9' } });
    await settled();
    expect(await shownIn(tab)).toMatchObject({ id: '9' });
  });

  it('a document that the browser keeps to come back to is not taken for the one on show when access changes', async () => {
    await stage.begin();
    // Firefox leaves the port of such a document open.
    const { tab, host: kept } = await stage.visit();
    const host = stage.lives.host(tab, `${CRM}/#9`, 'document-2');
    host.say({ type: 'record', record: { ...RECORD, id: '9' } });
    await settled();
    await (await stage.lives.background).accessChanged();
    await settled();
    expect(await shownIn(tab)).toMatchObject({ id: '9' });
    host.say({ type: 'menu', box: BOX, selected: null });
    await settled();
    expect(host.heard('show')).toHaveLength(1);
    expect(kept.heard('show')).toEqual([]);
  });

  it('a press is about the record that was told right before it', async () => {
    await stage.begin();
    const { tab, host } = await stage.visit();
    host.say({ type: 'record', record: { ...RECORD, id: '8' } });
    host.say({ type: 'menu', box: BOX, selected: null });
    await settled();
    const overlay = await stage.overlay(tab, host);
    expect(await shown(overlay)).toMatchObject({ view: 'menu' });
    expect(await shownIn(tab)).toMatchObject({ id: '8' });
  });

  it('a page that sends what no page sends is told so, and nothing changes', async () => {
    await stage.begin();
    const popup = stage.lives.page();
    const bad = popup.request({ type: 'server.set', url: 'not an address' });
    expect(await errorOf(bad)).toMatchObject({ code: 'message-malformed' });
    expect(await errorOf(popup.request({ type: 'task.complete', task: 'x', submission: YES }))).toMatchObject(
      {
        code: 'task-unknown',
      },
    );
    const unknown = popup.request({ type: 'process.start', process: 'none', record: null });
    expect(await errorOf(unknown)).toMatchObject({ code: 'process-unknown' });
    expect(stage.server.effects).toEqual([]);
  });

  it('a frame does not change what the whole extension does', async () => {
    await stage.begin();
    const { overlay } = await stage.press();
    expect(await errorOf(overlay.request({ type: 'server.set', url: 'http://evil.example' }))).toMatchObject({
      code: 'message-malformed',
    });
  });

  it('a submission too large for the server is refused before it is stored', async () => {
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await stage.begin();
    const values = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`f${n}`, 'x'.repeat(20_000)]));
    const popup = stage.lives.page();
    const large = popup.request({
      ...{ type: 'task.complete', task: 'a' },
      submission: { kind: 'auto-generated-page', button: 'ok', values },
    });
    expect(await errorOf(large)).toMatchObject({ code: 'message-too-large' });
  });
});

describe('access to sites', () => {
  const trigger = 'trigger http://crm.example/*';

  it('registers the trigger where it was granted, and starts it in open tabs', async () => {
    stage.world.granted.clear();
    const tab = stage.world.openTab(`${CRM}/#7`);
    await stage.begin();
    expect([...stage.world.registered.keys()]).toEqual([]);
    stage.world.granted.add('http://crm.example/*');
    await (await stage.lives.background).accessChanged();
    expect(stage.world.registered.get(trigger)).toMatchObject({
      matches: ['http://crm.example/*'],
      js: ['/content-scripts/trigger.js'],
    });
    expect(stage.world.injected).toEqual([{ tab, file: '/content-scripts/trigger.js' }]);
  });

  it('takes it away again, and tells the scripts that run', async () => {
    await stage.begin();
    const { host } = await stage.visit();
    stage.world.granted.clear();
    await (await stage.lives.background).accessChanged();
    await settled();
    expect([...stage.world.registered.keys()]).toEqual([]);
    expect(host.heard('site').at(-1)).toEqual({ type: 'site', site: null });
  });

  it('looks at every start at what was granted: access that was taken while the browser was closed is gone', async () => {
    await stage.begin();
    expect([...stage.world.registered.keys()]).toEqual([trigger]);
    stage.world.granted.clear();
    stage.lives.restart();
    const sites = stage.lives.page().watch({ kind: 'sites' });
    await settled();
    expect([...stage.world.registered.keys()]).toEqual([]);
    expect(sites.value).toMatchObject([{ origin: CRM, granted: false }]);
  });

  it('registers anew what an earlier version had run at another time', async () => {
    stage.world.registered.set(trigger, { id: trigger, runAt: 'document_end' });
    await stage.begin();
    expect(stage.world.registered.get(trigger)?.runAt).toBe('document_start');
  });

  it('brings the host script to the tab whose trigger asks, if it may', async () => {
    await stage.begin();
    const background = await stage.lives.background;
    const asks = async (url: string) => {
      const tab = stage.world.openTab(url);
      stage.world.onInject = () => void stage.lives.host(tab, url);
      const sender = { id: 'test-extension-id', url, tab: { id: tab }, frameId: 0 };
      await background.told({ type: 'record-page' }, sender);
      return tab;
    };
    const good = await asks(`${CRM}/#7`);
    await asks('https://evil.example/');
    await background.told({ type: 'something' }, { id: 'test-extension-id', tab: { id: good }, frameId: 0 });
    expect(stage.world.injected.filter(({ file }) => file === '/host.js')).toEqual([
      { tab: good, file: '/host.js' },
    ]);
  });

  it('brings the host script with the first answer where the address is that of a record', async () => {
    await stage.begin();
    const background = await stage.lives.background;
    const url = LINKED_PAGE;
    const tab = stage.world.openTab(url);
    stage.world.onInject = () => void stage.lives.host(tab, url);
    const sender = { id: 'test-extension-id', url, tab: { id: tab }, frameId: 0 };
    expect(await background.told({ type: 'page-opened' }, sender)).toBeNull();
    expect(stage.world.injected.filter(({ file }) => file === '/host.js')).toEqual([
      { tab, file: '/host.js' },
    ]);
  });

  it('has the trigger ask again where the host script does not come', async () => {
    await stage.begin();
    const background = await stage.lives.background;
    const tab = { id: stage.world.openTab(LINKED_PAGE) };
    const sender = { id: 'test-extension-id', url: LINKED_PAGE, tab, frameId: 0 };
    stage.world.tabs.delete(tab.id);
    const answer = await background.told({ type: 'page-opened' }, sender);
    expect(answer).toEqual(pageUrls(siteOf(SAMPLE_SYSTEM.kind) as SiteAdapter));
  });

  it('tells the trigger at which addresses there is something to do, and only where it may work', async () => {
    await stage.begin();
    const background = await stage.lives.background;
    const asks = (url: string) => {
      const tab = { id: stage.world.openTab(url) };
      return background.told({ type: 'page-opened' }, { id: 'test-extension-id', url, tab, frameId: 0 });
    };
    expect(await asks(`${CRM}/about`)).toEqual(pageUrls(siteOf(SAMPLE_SYSTEM.kind) as SiteAdapter));
    expect(await asks('https://evil.example/')).toBeNull();
    stage.world.granted.clear();
    expect(await asks(`${CRM}/about`)).toBeNull();
    expect(stage.world.injected.filter(({ file }) => file === '/host.js')).toEqual([]);
  });

  it('lists every origin that the server names', async () => {
    const unknown = { ...SAMPLE_SYSTEM, id: 'x', kind: 'nobody-knows', origins: ['https://x.example/app/'] };
    stage.server.systems = [SAMPLE_SYSTEM, unknown];
    await stage.begin();
    const sites = stage.lives.page().watch({ kind: 'sites' });
    await settled();
    expect(sites.value).toEqual([
      {
        system: SAMPLE_SYSTEM,
        origin: CRM,
        granted: true,
        known: true,
        barred: false,
        first: false,
        verified: 'tested',
      },
      {
        system: unknown,
        origin: 'https://x.example',
        granted: false,
        known: false,
        barred: false,
        first: false,
        verified: null,
      },
    ]);
  });
});

describe('signing out', () => {
  it('leaves nothing to see, and says so on the badge', async () => {
    stage.server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await stage.begin();
    const popup = stage.lives.page();
    const status = popup.watch({ kind: 'status' });
    await popup.request({ type: 'sign-out' });
    await settled();
    expect(status.value).toMatchObject({ link: 'signed-out', user: null, attention: 0 });
    expect(stage.world.badge).toMatchObject({ text: '!', title: 'badgeNoTasks – badgeSignedOut' });
    await popup.request({ type: 'sign-in' });
    await settled();
    expect(status.value).toMatchObject({ link: 'live', attention: 1 });
  });
});
