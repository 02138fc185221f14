import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createTopics } from '../messaging/topics.ts';
import { demo } from '../sites/demo.ts';
import { type AdapterRules, Adapters } from './adapters.ts';

beforeEach(() => fakeBrowser.reset());

const mine = { ...demo, name: 'My CRM' };

it('what a person has made outlives a restart and can be deleted', async () => {
  const adapters = await Adapters.open(createTopics());
  await adapters.put(mine);
  const again = await Adapters.open(createTopics());
  expect(again.of('demo')).toEqual(mine);
  await again.remove('demo');
  expect(again.of('demo')).toEqual(demo);
});

it('an adapter that an earlier version has stored in another shape is left out, and the others stay', async () => {
  await (await Adapters.open(createTopics())).put(mine);
  const { adapters: stored } = (await fakeBrowser.storage.local.get('adapters')) as {
    adapters: { own: unknown[] };
  };
  await fakeBrowser.storage.local.set({
    adapters: { ...stored, own: [...stored.own, { kind: 'old', pages: [] }] },
  });
  const adapters = await Adapters.open(createTopics());
  expect(adapters.of('demo')).toEqual(mine);
  expect(adapters.of('old')).toBeNull();
});

it('every change is told, so that pages and scripts are', async () => {
  const topics = createTopics();
  const heard = vi.fn();
  topics.onChange(heard);
  const adapters = await Adapters.open(topics);
  await adapters.set('demo', 'shipped', false);
  await Promise.resolve();
  expect(heard).toHaveBeenCalledWith(new Set(['sites']));
  expect(adapters.of('demo')).toBeNull();
});

describe('of several for one kind', () => {
  const set = { ...demo, name: 'Set' };
  const given = { ...demo, name: 'Given' };
  const served = {
    of: (kind: string) => (kind === 'demo' ? given : null),
    kinds: () => ['demo'],
    isOff: () => false,
  };
  const free: AdapterRules = { adapters: [], off: [], ownAdapters: true };
  const open = async (rules: Partial<AdapterRules>) => {
    const adapters = await Adapters.open(createTopics(), served, () => ({ ...free, ...rules }));
    await adapters.put(mine);
    return adapters;
  };
  const states = (adapters: Adapters) =>
    adapters.list(['demo']).map(({ adapter: { name }, source, state }) => `${source} ${name}: ${state}`);

  it('what a policy sets counts, then what I made, what the server gives, and what ships', async () => {
    const adapters = await open({ adapters: [set] });
    expect(adapters.of('demo')).toEqual(set);
    expect(states(adapters).toSorted()).toEqual([
      'own My CRM: covered',
      'policy Set: used',
      'server Given: covered',
      'shipped Demo CRM: covered',
    ]);
    const plain = await open({});
    expect(plain.of('demo')).toEqual(mine);
    await plain.set('demo', 'own', false);
    expect(plain.of('demo')).toEqual(given);
    await plain.set('demo', 'server', false);
    expect(plain.of('demo')).toEqual(demo);
  });

  it('mine are not used where a policy keeps people from making them, and can be deleted', async () => {
    const adapters = await open({ ownAdapters: false });
    expect(adapters.of('demo')).toEqual(given);
    expect(states(adapters)).toContain('own My CRM: barred');
    await adapters.remove('demo');
    expect(states(adapters).filter((state) => state.startsWith('own'))).toEqual([]);
  });

  it('none is used of a kind that a policy switches off, not even its own', async () => {
    const adapters = await open({ adapters: [set], off: ['demo'] });
    expect(adapters.of('demo')).toBeNull();
    expect(adapters.inUse().map(({ kind }) => kind)).not.toContain('demo');
    expect(states(adapters).every((state) => state.endsWith('barred'))).toBe(true);
  });

  it('a kind that only a policy knows is in use', async () => {
    const own = { ...demo, kind: 'house-crm', name: 'House CRM' };
    const adapters = await open({ adapters: [own] });
    expect(adapters.of('house-crm')).toEqual(own);
    expect(adapters.inUse()).toContainEqual(own);
    expect(adapters.list([]).map(({ adapter }) => adapter.name)).toContain('House CRM');
  });
});
