import { expect, it, vi } from 'vitest';
import type { KeptCase } from '../cache/case-shelf.ts';
import { sampleCase } from '../testing/case-samples.ts';
import { Cases } from './known-cases.ts';

const RECORD = { system: 'crm', type: 'lead', id: '1' };

it('keeps nothing that was being read for the person before', async () => {
  const reads: ((kept: KeptCase | null) => void)[] = [];
  const get = vi.fn(() => new Promise<KeptCase | null>((resolve) => reads.push(resolve)));
  const cases = new Cases({
    ...{ cache: { account: 'ann' }, shelf: { get }, outbox: { ofCase: async () => null } },
    ...{ link: { live: false }, topics: { changed: () => undefined } },
    ...{ shown: () => [], pump: () => undefined },
  } as never);
  const state = cases.state(RECORD);
  cases.clear();
  reads[0]?.({ case: sampleCase({ ...RECORD, title: 'Of Ann', url: null }), offer: null });
  await vi.waitFor(() => expect(reads).toHaveLength(2));
  reads[1]?.(null);
  expect((await state).case).toBeNull();
  expect(cases.caseOf('i-case')).toBeNull();
});

it('begins a case on the first look, however long the server takes to tell which', async () => {
  const record = { ...RECORD, title: 'Lamp shop', url: null };
  const offer = { process: 'sale', name: 'Sale', now: true };
  const ask = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 20, { case: null, offer })));
  const add = vi.fn(async () => true);
  const cases = new Cases({
    ...{ cache: { account: 'ann' }, shelf: { get: async () => null, keep: async () => undefined } },
    ...{ outbox: { ofCase: async () => null, add }, link: { live: true, ask } },
    ...{ topics: { changed: () => undefined }, shown: () => [RECORD], pump: () => undefined },
  } as never);
  // What draws the bar asks first, and does not wait.
  await cases.state(RECORD);
  await cases.look(RECORD);
  await cases.begin(record, 1);
  expect(add).toHaveBeenCalledOnce();
  expect(ask).toHaveBeenCalledOnce();
});
