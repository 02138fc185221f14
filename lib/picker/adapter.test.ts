import { expect, it } from 'vitest';
import { demo } from '../sites/demo.ts';
import { matchList, matchRecord } from '../sites/match.ts';
import { odoo } from '../sites/odoo.ts';
import { matchSave } from '../sites/saves.ts';
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

it('has nothing in it of who has picked it: of addresses only what is read stays', () => {
  const change = {
    ...{ method: 'PUT' as const, url: 'https://crm.example/api/deals/7?session_token=s3cr3t7', status: 200 },
    ...{ redirect: null, loads: false, record: '7' },
  };
  const { list, ...pick } = picked(['/deals/7?session=s3cr3t7', '/deals/8?q=Miller#s3cr3t7']);
  if (!list) throw new Error('Expected a list.');
  const begun = { ...pick, change, list: { ...list, url: `${list.url}?owner=Miller&token=s3cr3t7` } };
  const made = SiteAdapter.parse(adapterOf(begun, null));
  expect(untrueIn(made)).toEqual([]);
  expect(JSON.stringify(made)).not.toMatch(/Miller|s3cr3t7/);
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

it.each([
  ['an action that only the page could explain', ['/odoo/action-178/3', '/odoo/action-178/4'], odoo],
  ['a path that had another type', ['/odoo/crm/3', '/odoo/crm/4'], odoo],
  ['records right behind the origin', ['/oak', '/elm'], null],
  ['records with a name, and anything behind it', ['/oak/notes', '/elm/mails'], null],
  ['all of that, and two parts of a path', ['/oak/a/b', '/elm/c'], null],
])('can be taken from a file, whatever the addresses: %s', (_, paths, before) => {
  const made = SiteAdapter.parse(adapterOf({ ...picked(paths), list: null }, before));
  expect(untrueIn(made)).toEqual([]);
  expect(made.testUrls.length).toBeGreaterThan(before?.testUrls.length ?? 0);
});

const change = {
  ...{ method: 'PUT' as const, url: 'https://crm.example/api/deals/8', status: 200 },
  ...{ redirect: null, loads: false, record: '8' },
};

it('goes on telling ids to be one that the CRM writes in several ways', () => {
  const before = {
    ...demo,
    kind: 'acme',
    ids: 'any-case' as const,
    testUrls: [],
    listUrls: [],
    testSaves: [],
  };
  const shouted = { ...change, url: 'https://crm.example/api/deals/B8', record: 'B8' };
  const pick = { ...picked(['/deals/A7', '/deals/B8']), change: shouted };
  const made = SiteAdapter.parse(adapterOf(pick, before));
  expect(untrueIn(made)).toEqual([]);
  expect(matchRecord(made, 'https://crm.example/deals/C9')?.id).toBe('c9');
});

it('says how the type is saved and where its stages go, as was shown', () => {
  const pick = {
    ...picked(['/deals/7', '/deals/8']),
    bar: { ...place, around: [] },
    change,
    pressed: ['#save'],
  };
  const made = SiteAdapter.parse(adapterOf(pick, null));
  expect(untrueIn(made)).toEqual([]);
  expect(made.saves).toMatchObject([{ method: 'PUT', type: 'deals', does: 'change', answer: 'success' }]);
  expect(made.records[0]).toMatchObject({
    stageBar: [{ selector: '[data-toolbar]', position: 'append' }],
    keepClear: ['#save'],
  });
});

it('keeps how other types are saved, and what is known of this one where nobody has shown it', () => {
  const deals = adapterOf({ ...picked(['/deals/7', '/deals/8']), change }, null);
  const person = { ...change, url: 'https://crm.example/api/people/8' };
  const people = { ...picked(['/people/7', '/people/8']), list: null };
  const saved = (made: SiteAdapter | null) => SiteAdapter.parse(made).saves.map(({ type }) => type);
  expect(saved(adapterOf({ ...people, change: person }, deals))).toEqual(['people', 'deals']);
  expect(saved(adapterOf({ ...people, type: 'deals' }, deals))).toEqual(['deals']);
  expect(saved(adapterOf({ ...people, type: 'deals', change: person }, deals))).toEqual(['deals']);
});

it('keeps what goes for all types by the word in its address, however one of them is saved', () => {
  const pick = { ...picked(['/odoo/crm.lead/7', '/odoo/crm.lead/8']), type: 'crm.lead', list: null };
  const call = {
    ...{ method: 'POST' as const, url: 'https://crm.example/web/dataset/call_kw/crm.lead/web_save' },
    ...{ status: 200, redirect: null, loads: false, record: '8' },
  };
  const made = SiteAdapter.parse(adapterOf({ ...pick, change: call }, odoo));
  const url = 'https://crm.example/web/dataset/call_kw/res.partner/web_save';
  expect(matchSave(made, { method: 'POST', url, status: 200 })).toMatchObject({ type: 'res.partner' });
});
