import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { BackgroundToPick } from '../messaging/pick-contract.ts';
import { PICK_PORT } from '../messaging/port-names.ts';
import type { Pick } from '../picker/pick.ts';
import { portPair, settled } from '../testing/ports.ts';
import { SAMPLE_SYSTEM } from '../testing/samples.ts';
import { CRM, Stage } from '../testing/stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
  await stage.begin();
});
afterEach(() => stage.close());

/** The picker in a tab: what it hears, and how it speaks. */
async function picker(tab: number, url: string, frameId = 0) {
  const { page, background } = portPair(PICK_PORT, {
    id: 'test-extension-id',
    url,
    tab: { id: tab },
    frameId,
  });
  (await stage.lives.background).connected(background);
  await settled();
  return {
    heard: () => page.received as BackgroundToPick[],
    async say(message: unknown) {
      page.postMessage(message);
      await settled();
    },
  };
}

/** What the person has picked once they press Save, of a CRM whose records are deals. */
const deals = { records: [`${CRM}/deals/1`, `${CRM}/deals/2`], title: ['h1'], step: 'save' };

async function begin(): Promise<{ tab: number; pick: Pick; say: (message: unknown) => Promise<void> }> {
  await stage.lives.page().request({ type: 'pick.start', url: `${CRM}/deals/1` });
  await settled();
  const tab = Math.max(...stage.world.tabs.keys());
  const { heard, say } = await picker(tab, `${CRM}/deals/1`);
  const first = heard().at(-1);
  if (first?.type !== 'pick') throw new Error('Expected to pick in this tab');
  return { tab, pick: first.pick, say };
}

const place = { selectors: ['[data-toolbar]'], position: 'append' as const, around: [] };

it('opens the page, and puts the picker into it, there and after every load', async () => {
  const { tab } = await begin();
  expect(stage.world.tabs.get(tab)?.url).toBe(`${CRM}/deals/1`);
  await (await stage.lives.background).tabLoaded(tab, `${CRM}/deals/2`);
  await (await stage.lives.background).tabLoaded(tab, 'https://elsewhere.example/');
  expect(stage.world.injected.filter(({ file }) => file === '/picker.js')).toEqual([
    { tab, file: '/picker.js' },
    { tab, file: '/picker.js' },
  ]);
});

it('a CRM that the server does not know is called after where it is, port and all: another one can be beside it', async () => {
  const kinds: string[] = [];
  for (const port of [8101, 8102]) {
    const url = `http://new.example:${port}/deals/1`;
    await stage.lives.page().request({ type: 'pick.start', url });
    await settled();
    const { heard } = await picker(Math.max(...stage.world.tabs.keys()), url);
    const said = heard().at(-1);
    if (said?.type === 'pick') kinds.push(said.pick.kind);
  }
  expect(kinds).toEqual(['crm-new-example-8101', 'crm-new-example-8102']);
});

it('what was picked outlives the end of the background, and becomes the adapter of this CRM', async () => {
  const { tab, pick, say } = await begin();
  const { records } = deals;
  await say({ type: 'picked', pick: { ...pick, ...deals, place } });
  stage.lives.restart();
  const again = await picker(tab, `${CRM}/deals/2`);
  expect(again.heard().at(-1)).toMatchObject({ pick: { records, step: 'save' } });
  await again.say({ type: 'save' });
  expect(again.heard().at(-1)).toMatchObject({ pick: { step: 'saved' }, known: true });
  const { adapters } = (await fakeBrowser.storage.local.get('adapters')) as {
    adapters: { own: { kind: string; records: { type: string; url: string }[] }[] };
  };
  expect(adapters.own[0]?.kind).toBe(pick.kind);
  expect(adapters.own[0]?.records[0]).toMatchObject({ type: 'deals' });
});

it('an adapter can be made of every CRM that administrators can enter', async () => {
  const named = { kind: `Acme_CRM.${'2'.repeat(40)}`, name: 'Acme '.repeat(30) };
  stage.server.emit({ type: 'systems.replaced', systems: [{ ...SAMPLE_SYSTEM, ...named }] });
  await settled();
  const { tab, pick, say } = await begin();
  await say({ type: 'picked', pick: { ...pick, ...deals, place } });
  await say({ type: 'save' });
  const { heard } = await picker(tab, `${CRM}/deals/2`);
  expect(heard().at(-1)).toMatchObject({ pick: { kind: named.kind, step: 'saved' } });
});

it('a page says what was pointed at, and not for which CRM', async () => {
  const { tab, pick, say } = await begin();
  await say({
    type: 'picked',
    pick: { ...pick, kind: 'odoo', origin: 'https://bank.example', step: 'title' },
  });
  const { heard } = await picker(tab, `${CRM}/deals/1`);
  expect(heard().at(-1)).toMatchObject({ pick: { kind: pick.kind, origin: CRM, step: 'title' } });
});

it('a tab in which nobody picks is told so, and so are frames and other sites', async () => {
  const { tab } = await begin();
  const strangers = [
    await picker(tab + 1, `${CRM}/deals/1`),
    await picker(tab, `${CRM}/deals/1`, 4),
    await picker(tab, 'https://elsewhere.example/deals/1'),
  ];
  for (const { heard } of strangers) expect(heard()).toEqual([{ type: 'over' }]);
});

it('is over when the person says so', async () => {
  const { tab, say } = await begin();
  await say({ type: 'end' });
  expect((await picker(tab, `${CRM}/deals/1`)).heard()).toEqual([{ type: 'over' }]);
});

it('how a record is saved is seen in what its page sends, and only at that step', async () => {
  const { tab, pick, say } = await begin();
  const background = await stage.lives.background;
  const send = (path: string, status = 302, at = tab) =>
    background.requested({
      ...{ tab: at, method: 'POST', url: CRM + path, status, loads: true },
      redirect: status === 302 ? `${CRM}/deals/2` : null,
    });
  const records = [1, 2].map((id) => `${CRM}/deals/${id}`);
  const shown = { ...pick, records, title: ['h1'], place, shown: null };
  await send('/deals/2/star');
  await say({ type: 'picked', pick: { ...shown, step: 'change' } });
  await send('/deals/2', 422);
  await send('/deals/2');
  await send('/deals/2', 302, tab + 1);
  await background.requested({
    ...{ tab, method: 'POST', url: 'https://elsewhere.example/deals/2', status: 200 },
    ...{ redirect: null, loads: false },
  });
  // The load that a form brings takes the page and its picker away.
  const { heard, say: sayAgain } = await picker(tab, `${CRM}/deals/2`);
  const after = heard().at(-1);
  if (after?.type !== 'pick') throw new Error('Expected to pick in this tab still');
  const request = {
    ...{ method: 'POST', url: `${CRM}/deals/2`, status: 302, redirect: `${CRM}/deals/2` },
    ...{ loads: true, record: '1' },
  };
  expect(after.pick.sent).toEqual([request]);
  await sayAgain({ type: 'picked', pick: { ...after.pick, change: request, step: 'save' } });
  await send('/deals/2/star');
  await sayAgain({ type: 'save' });
  const { adapters } = (await fakeBrowser.storage.local.get('adapters')) as {
    adapters: { own: { saves: object[] }[] };
  };
  expect(adapters.own[0]?.saves).toEqual([
    {
      ...{ method: 'POST', url: String.raw`^/deals/(?<id>\d+)/?(?:\?|$)`, type: 'deals' },
      ...{ does: 'change', answer: 'redirect' },
    },
  ]);
});
