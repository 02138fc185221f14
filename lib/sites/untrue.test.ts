import { expect, it } from 'vitest';
import { demo } from './demo.ts';
import { sites } from './index.ts';
import { untrueIn } from './untrue.ts';

it.each(sites)('nothing is untrue in what ships: $kind', (site) => {
  expect(untrueIn(site)).toEqual([]);
});

it('finds records that are read as others, lists that are none, and pages that show a record after all', () => {
  const [lead] = demo.testUrls;
  expect(
    untrueIn({ ...demo, testUrls: [{ url: 'https://crm.example/leads/7', type: 'lead', id: '8' }] }),
  ).toEqual(['https://crm.example/leads/7']);
  expect(untrueIn({ ...demo, lists: [] })).toEqual(demo.listUrls.map(({ url }) => url));
  expect(untrueIn({ ...demo, negativeUrls: [lead?.url ?? ''] })).toEqual([lead?.url]);
});
