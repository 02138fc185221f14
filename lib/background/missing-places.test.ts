import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { settled } from '../testing/ports.ts';
import { CRM, RECORD, Stage } from '../testing/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
  await stage.begin();
});
afterEach(() => stage.close());

const OF = { origin: CRM, of: RECORD?.type ?? '' };
const options = () => stage.lives.page().watch({ kind: 'missing-places' });
const read = () => stage.lives.page().call({ type: 'structure.read', ...OF });

it('knows of the pages on which something is missing, also after a restart, until it is there again', async () => {
  const { tab, host } = await stage.visit();
  host.say({ type: 'places', of: OF.of, missing: 'place' });
  await settled();
  stage.lives.restart();
  const places = options();
  await settled();
  expect(places.value).toEqual([{ origin: CRM, site: 'Tryton', type: OF.of, missing: 'place' }]);
  const again = stage.lives.host(tab, `${CRM}/#7`);
  await settled();
  again.say({ type: 'places', of: OF.of, missing: null });
  await settled();
  expect(places.value).toEqual([]);
});

it('reads how the page is built only when the person asks, and puts the version and the adapter before it', async () => {
  let times = 0;
  Object.assign(fakeBrowser.runtime, { getManifest: () => ({ version: '1.2.3' }) });
  stage.world.runsInPage = async () => {
    times += 1;
    return { found: [{ part: 'button', selector: 'nav', count: 0, visible: 0 }], tree: 'body\n main' };
  };
  const { host } = await stage.visit();
  host.say({ type: 'places', of: OF.of, missing: 'place' });
  await settled();
  expect(times).toBe(0);
  const answer = await read();
  expect(answer).toMatchObject({ type: 'structure' });
  const { report } = answer as { report: string };
  expect(report.split('\n')).toEqual([
    expect.stringMatching(/^Throughline 1\.2\.3, Tryton \(tryton\), /),
    'button    nav: 0, visible 0',
    '',
    'body',
    ' main',
    '',
  ]);
});

it('reads nothing where the page is another one by now, or says what is no structure', async () => {
  stage.world.runsInPage = async () => ({ found: [], tree: 'body' });
  expect(await read()).toEqual({ type: 'structure', report: null });
  const { host } = await stage.visit();
  host.say({ type: 'places', of: OF.of, missing: 'page' });
  await settled();
  stage.world.runsInPage = async () => 'anything';
  expect(await read()).toEqual({ type: 'structure', report: null });
  stage.world.runsInPage = async () => ({ found: [], tree: 'body' });
  host.say({ type: 'record', record: { type: 'other', id: '1', title: null } });
  await settled();
  expect(await read()).toEqual({ type: 'structure', report: null });
});
