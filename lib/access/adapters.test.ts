import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createTopics } from '../messaging/topics.ts';
import { demo } from '../sites/demo.ts';
import { Adapters } from './adapters.ts';

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
