import { expect, it } from 'vitest';
import { matchList, matchRecord } from '../sites/match.ts';
import { odoo } from '../sites/odoo.ts';
import { SiteAdapter } from '../sites/schema.ts';
import { untrueIn } from '../sites/untrue.ts';
import { adapterOf } from './adapter.ts';
import { newPick, type Pick, withRecord } from './pick.ts';

const place = { selectors: ['[data-toolbar]'], position: 'append' as const, around: ['main'] };

/** What somebody has picked who has shown these records, and a list. */
function picked(paths: readonly string[], wanted: string[] = []): Pick {
  const origin = 'https://crm.example';
  const begun = newPick({ kind: 'acme', name: 'Acme', origin, wanted });
  const shown = paths.reduce<Pick>((pick, path) => withRecord(pick, origin + path) ?? pick, begun);
  const list = { url: `${origin}/deals`, ticked: 'tr:has(:checked)', link: 'a', title: ['a'], place };
  return { ...shown, title: ['h1'], place, list };
}

it('is an adapter like any other, and right by its own examples', () => {
  const made = SiteAdapter.parse(adapterOf(picked(['/deals/7', '/deals/8']), null));
  expect(untrueIn(made)).toEqual([]);
  expect(matchRecord(made, 'https://crm.example/deals/99?tab=a')).toMatchObject({ type: 'deals', id: '99' });
  expect(matchList(made, 'https://crm.example/deals?page=2')?.type).toBe('deals');
  expect(made.addresses).toEqual([{ type: 'deals', record: '/deals/{id}', create: null }]);
});

it('calls the type as processes do, where one of them means the same word', () => {
  const made = adapterOf(picked(['/companies/7', '/companies/8'], ['company', 'deal']), null);
  expect(made?.records[0]?.type).toBe('company');
});

it('is none before two records were shown, or without a place for the button', () => {
  expect(adapterOf(picked(['/deals/7']), null)).toBeNull();
  expect(adapterOf({ ...picked(['/deals/7', '/deals/8']), place: null }, null)).toBeNull();
});

it('adds to what was picked before, and takes the place of what had this type', () => {
  const deals = adapterOf(picked(['/deals/7', '/deals/8']), null);
  const people = adapterOf({ ...picked(['/people/7', '/people/8']), list: null }, deals);
  const again = adapterOf({ ...picked(['/d/7/deals', '/d/8/deals']), type: 'deals', list: null }, people);
  expect(people?.records.map(({ type }) => type)).toEqual(['people', 'deals']);
  expect(again?.records.map(({ type }) => type)).toEqual(['deals', 'people']);
  expect(untrueIn(SiteAdapter.parse(people))).toEqual([]);
});

it('goes before what is known already of other addresses, and keeps what looks behind the page', () => {
  const pick = {
    ...picked(['/odoo/crm.lead/7', '/odoo/crm.lead/8']),
    kind: 'odoo',
    type: 'crm.lead',
    list: null,
  };
  const made = SiteAdapter.parse(adapterOf(pick, odoo));
  expect(made.reader).toBe(odoo.reader);
  expect(matchRecord(made, 'https://crm.example/odoo/crm.lead/9')?.page.anchors[0]?.selector).toBe(
    '[data-toolbar]',
  );
  expect(matchRecord(made, 'https://crm.example/odoo/res.partner/9')?.type).toBe('res.partner');
});
