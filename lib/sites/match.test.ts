import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeRecord, MOST_ADDRESS, matchRecord, wordToLearn } from './match.ts';
import { type RecordPage, SiteAdapter } from './schema.ts';

const page: RecordPage = {
  type: null,
  url: '^/app/(?<type>[^/]+)/(?<id>[^/?#]+)$',
  active: 'main',
  title: ['h1'],
  anchors: [{ selector: '.toolbar', position: 'append' }],
  keepClear: [],
};
const site: SiteAdapter = {
  kind: 'any',
  name: 'Any',
  verified: 'unseen',
  records: [{ ...page, type: 'note', url: '^/notes/(?<id>\\d+)' }, page],
  lists: [],
  fallback: 'bottom-right',
  saves: [],
  addresses: [],
  testSaves: [],
  testUrls: [{ url: 'https://crm.example/app/lead/1', type: 'lead', id: '1' }],
  listUrls: [],
  negativeUrls: ['https://crm.example/app'],
};

describe('matchRecord', () => {
  it('takes the type from the adapter, or from the address where the adapter leaves it open', () => {
    expect(matchRecord(site, 'https://crm.example/notes/7')).toMatchObject({ type: 'note', id: '7' });
    expect(matchRecord(site, 'https://crm.example/app/lead/7')).toMatchObject({ type: 'lead', id: '7' });
  });

  it('gives back any id as the CRM has it: ids are opaque and need not be numbers', () => {
    const id = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/^\.{1,2}$/.test(text));
    fc.assert(
      fc.property(id, (text) => {
        const url = `https://crm.example/app/lead/${encodeURIComponent(text)}`;
        expect(matchRecord(site, url)?.id).toBe(text);
      }),
    );
  });

  it('keeps large numbers digit for digit', () => {
    expect(matchRecord(site, 'https://crm.example/app/lead/4876876000000624001')?.id).toBe(
      '4876876000000624001',
    );
  });

  it('leaves an escape that is broken as it is', () => {
    expect(matchRecord(site, 'https://crm.example/app/lead/50%')?.id).toBe('50%');
  });
});

describe('a word of an address for a type', () => {
  const worded: SiteAdapter = {
    ...site,
    reader: 'odoo',
    records: [{ ...page, types: { deals: 'crm.lead' } }],
  };
  const deal = 'https://crm.example/app/deals/7';
  const other = 'https://crm.example/app/our%20own/7';

  it('stands for the type that the adapter gives it, or that the page has given it', () => {
    expect(matchRecord(worded, deal)).toMatchObject({ type: 'crm.lead', id: '7' });
    expect(matchRecord(worded, other)).toBeNull();
    expect(matchRecord(worded, other, new Map([['our own', 'res.partner']]))).toMatchObject({
      ...{ type: 'res.partner', id: '7' },
    });
  });

  it('is nothing that every object has', () => {
    expect(matchRecord(worded, 'https://crm.example/app/constructor/7')).toBeNull();
  });

  it('has to be asked for while nobody has said it', () => {
    expect(wordToLearn(worded, other)).toBe('our own');
    expect(wordToLearn(worded, other, new Map([['our own', 'res.partner']]))).toBeNull();
    expect(wordToLearn(worded, deal)).toBeNull();
    expect(wordToLearn(worded, 'https://crm.example/app')).toBeNull();
    expect(wordToLearn({ ...worded, reader: undefined }, other)).toBeNull();
  });
});

it('an address that is longer than any record has is none, so that no pattern is busy with it', () => {
  const address = (length: number) =>
    `https://crm.example/notes/7?q=${'x'.repeat(length - '/notes/7?q='.length)}`;
  expect(matchRecord(site, address(MOST_ADDRESS))?.id).toBe('7');
  expect(matchRecord(site, address(MOST_ADDRESS + 1))).toBeNull();
});

describe('looksLikeRecord', () => {
  it('looks at what follows the origin, so that a host name cannot pass for a record', () => {
    expect(looksLikeRecord([/issues/], 'https://issues.example/')).toBe(false);
    expect(looksLikeRecord([/issues/], 'https://crm.example/#issues')).toBe(true);
  });
});

describe('an adapter', () => {
  it.each([
    ['a pattern without an id', { records: [{ ...page, url: '^/leads/\\d+' }] }],
    ['a pattern that is no regular expression', { records: [{ ...page, url: '(?<id>' }] }],
    ['a pattern that can take for ever', { records: [{ ...page, url: '^(?:a+)+(?<id>x)' }] }],
    [
      'a pattern for lists that can',
      { lists: [{ type: null, url: '^(?:a+)+$', active: 'main', anchors: page.anchors }] },
    ],
    ['a hundred places and one', { records: Array.from({ length: 101 }, () => page) }],
    ['a place that does not exist', { records: [{ ...page, anchors: [{ selector: 'a', position: 'in' }] }] }],
    ['no record page', { records: [] }],
    ['a kind with a space', { kind: 'my crm' }],
    ['code', { read: 'document.title' }],
  ])('is refused with %s', (_, change) => {
    expect(SiteAdapter.safeParse({ ...site, ...change }).success).toBe(false);
  });
});
