import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demo } from '../sites/demo.ts';
import { settled } from '../testing/ports.ts';
import { SAMPLE_SYSTEM } from '../testing/samples.ts';
import { CRM, errorOf, Stage } from '../testing/stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

const triggers = () => [...stage.world.registered.keys()];

/** The browser has another policy while we run, as in Chrome. */
async function setPolicy(policy: Record<string, unknown>): Promise<void> {
  stage.world.policy = policy;
  await (await stage.lives.background).policyChanged();
  await settled();
}

describe('a policy of the browser', () => {
  it('keeps the extension from a CRM that the person has allowed, and lets it back', async () => {
    await stage.begin();
    const { host } = await stage.visit();
    const sites = stage.lives.page().watch({ kind: 'sites' });
    await settled();
    expect(triggers()).toEqual(['trigger http://crm.example/*']);
    await setPolicy({ blockedOrigins: [CRM] });
    expect(triggers()).toEqual([]);
    expect(host.heard('site').at(-1)).toEqual({ type: 'site', site: null });
    expect(sites.value).toMatchObject([{ origin: CRM, granted: true, barred: true }]);
    await setPolicy({ origins: [CRM] });
    expect(triggers()).toEqual(['trigger http://crm.example/*']);
    expect(sites.value).toMatchObject([{ origin: CRM, granted: true, barred: false }]);
  });

  it('holds at the start already', async () => {
    stage.world.policy = { origins: ['https://elsewhere.example'] };
    await stage.begin();
    expect(triggers()).toEqual([]);
    const background = await stage.lives.background;
    const tab = { id: stage.world.openTab(`${CRM}/about`) };
    const asked = { id: 'test-extension-id', url: `${CRM}/about`, tab, frameId: 0 };
    expect(await background.told({ type: 'page-opened' }, asked)).toBeNull();
  });

  it('says which CRMs are offered first', async () => {
    const others = ['a', 'b', 'c'].map((name) => `https://${name}.example`);
    stage.server.systems = [{ ...SAMPLE_SYSTEM, origins: [CRM, ...others] }];
    stage.world.policy = { firstOrigins: ['https://c.example', 'https://a.example'] };
    await stage.begin();
    const sites = stage.lives.page().watch({ kind: 'sites' });
    await settled();
    expect(sites.value?.map(({ origin, first }) => [origin, first])).toEqual([
      ['https://c.example', true],
      ['https://a.example', true],
      [CRM, false],
      ['https://b.example', false],
    ]);
  });

  it('that moves the server moves the extension there, and says who has set it', async () => {
    await stage.begin();
    const status = stage.lives.page().watch({ kind: 'status' });
    await setPolicy({ server: 'https://process.example' });
    expect(status.value).toMatchObject({ server: 'https://process.example', isServerManaged: true });
    await setPolicy({});
    expect(status.value).toMatchObject({ isServerManaged: false });
  });

  it('refuses what it keeps people from: describing CRMs, here or at all', async () => {
    await stage.begin();
    const page = stage.lives.page();
    const put = () => errorOf(page.request({ type: 'adapter.put', adapter: demo }));
    const point = () => errorOf(page.request({ type: 'pick.start', url: `${CRM}/deals/1` }));
    const forbids = (phrase: string) => ({
      code: 'policy-forbids',
      details: { what: expect.objectContaining({ phrase }) },
    });
    await setPolicy({ ownAdapters: false });
    expect(await put()).toMatchObject(forbids('an-own-description'));
    expect(await point()).toMatchObject(forbids('an-own-description'));
    await setPolicy({ adapters: [JSON.stringify(demo)] });
    expect(await put()).toMatchObject(forbids('a-description-set'));
    await setPolicy({ adaptersOff: ['demo'] });
    expect(await put()).toMatchObject(forbids('a-description-set'));
    await setPolicy({ blockedOrigins: [CRM] });
    expect(await point()).toMatchObject(forbids('an-address-barred'));
    expect([...stage.world.tabs.values()]).toEqual([]);
    await setPolicy({});
    expect(await put()).toBeNull();
  });

  it('shows what in it cannot be used', async () => {
    stage.world.policy = { origins: ['crm.example'] };
    await stage.begin();
    const policy = stage.lives.page().watch({ kind: 'policy' });
    await settled();
    expect(policy.value).toEqual({
      origins: { only: [], never: [] },
      ownAdapters: true,
      faults: [{ setting: 'origins', entry: 1, why: 'origin', at: null }],
    });
  });
});
