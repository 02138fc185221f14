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
