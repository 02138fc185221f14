import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sites } from '../sites/index.ts';
import { matchRecord } from '../sites/match.ts';
import { listPattern, shapeOf } from './address.ts';

const afterOrigin = (url: string) => {
  const { pathname, search, hash } = new URL(url);
  return pathname + search + hash;
};
const idIn = (pattern: string, url: string) => new RegExp(pattern).exec(afterOrigin(url))?.groups?.id;

const GUID = [
  '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
  '9b2c1d70-22aa-4c11-8f0e-111122223333',
  'aa2c1d70-22aa-4c11-8f0e-111122223334',
];

/** Two records, a third one that the shape has to know, the id in it, the type, and pages that show no record. */
const CRMS = [
  [
    'a path',
    ['/issues/7', '/issues/12', '/issues/9?tab=notes'],
    '9',
    'issues',
    ['/issues', '/issues/new', '/users/9'],
  ],
  [
    'a sub-folder',
    ['/track/deals/7', '/track/deals/12/', '/track/deals/3'],
    '3',
    'deals',
    ['/deals/3', '/track/deals/3/edit'],
  ],
  [
    'records in projects',
    ['/p/acme/tickets/7', '/p/zeta/tickets/12', '/p/nova/tickets/3'],
    '3',
    'tickets',
    ['/p/nova/tickets'],
  ],
  [
    'a name behind the id',
    ['/contacts/7-ada/card', '/contacts/8-bob/card', '/contacts/9-eve/card'],
    '9-eve',
    'contacts',
    ['/contacts/new'],
  ],
  ['slug after id', ['/t/7/broken-door', '/t/8/lost-key', '/t/9/no-light'], '9', 'record', ['/t']],
  [
    'Salesforce',
    [
      '/lightning/r/Lead/00Q5g00000AbCdE/view',
      '/lightning/r/Lead/00Q5g00000XyZzZ/view',
      '/lightning/r/Lead/00Q5g00000KkKkK/view',
    ],
    '00Q5g00000KkKkK',
    'Lead',
    ['/lightning/o/Lead/list', '/lightning/r/Account/0015g00000KkKkK/view'],
  ],
  [
    'a query',
    [
      `/index.php?module=Leads&action=DetailView&record=${GUID[0]}`,
      `/index.php?action=DetailView&module=Leads&record=${GUID[1]}`,
      `/index.php?record=${GUID[2]}&offset=3&module=Leads&action=DetailView`,
    ],
    GUID[2],
    'Leads',
    ['/index.php?module=Leads&action=index', `/index.php?module=Tasks&action=DetailView&record=${GUID[2]}`],
  ],
  [
    'Dynamics',
    [
      `/main.aspx?appid=${GUID[0]}&pagetype=entityrecord&etn=account&id=${GUID[1]}`,
      `/main.aspx?appid=${GUID[0]}&pagetype=entityrecord&etn=account&id=${GUID[2]}`,
      `/main.aspx?pagetype=entityrecord&etn=account&id=%7B${GUID[0]}%7D`,
    ],
    GUID[0],
    'account',
    ['/main.aspx?pagetype=entitylist&etn=account'],
  ],
  [
    'a hash with a path',
    ['/#Lead/view/650a1', '/#Lead/view/650b2', '/#Lead/view/650c3'],
    '650c3',
    'Lead',
    ['/#Lead', '/#Lead/create', '/#Account/view/650c3'],
  ],
  [
    'an application in the hash',
    [
      `/app/#/leads/record/${GUID[0]}`,
      `/app/#/leads/record/${GUID[1]}?return=home`,
      `/app/#/leads/record/${GUID[2]}`,
    ],
    GUID[2],
    'leads',
    ['/app/#/leads', '/app/#/home'],
  ],
  [
    'Tryton',
    [
      '/#prod/model/party.party/3;views=[1]',
      '/#prod/model/party.party/4',
      '/#prod/model/party.party/5;name="x"',
    ],
    '5',
    'party.party',
    ['/#prod/model/sale.sale/5', '/#prod/model/party.party;views=[1]'],
  ],
  [
    'Odoo before 18',
    [
      '/web#id=20&model=crm.lead&view_type=form',
      '/web#id=21&cids=1&model=crm.lead&view_type=form',
      '/web#cids=1&id=22&view_type=form&model=crm.lead',
    ],
    '22',
    'crm.lead',
    ['/web#model=crm.lead&view_type=list', '/web#id=22&model=res.partner&view_type=form'],
  ],
] as const;

describe('the addresses of two records', () => {
  it.each(CRMS)('say where the id is: %s', (_, paths, id, type, elsewhere) => {
    const [one, two, three] = paths.map((path) => `https://crm.example${path}`) as [string, string, string];
    const shape = shapeOf([one, two]);
    expect(shape?.types[0]).toBe(type);
    expect(idIn(shape?.url ?? '', three)).toBe(id);
    for (const path of elsewhere)
      expect(idIn(shape?.url ?? '', `https://crm.example${path}`)).toBeUndefined();
    expect(idIn(shape?.url ?? '', one)).toBe(idIn(shapeOf([two, one])?.url ?? '', one));
  });

  it('say nothing when they are of one record, or name none', () => {
    expect(shapeOf(['https://crm.example/deals/7', 'https://crm.example/deals/7'])).toBeNull();
    expect(shapeOf(['https://crm.example/app', 'https://crm.example/app#'])).toBeNull();
  });

  it('make the address of any other record', () => {
    expect(shapeOf(['https://crm.example/deals/7', 'https://crm.example/deals/8?tab=a'])?.template).toBe(
      '/deals/{id}',
    );
    expect(
      shapeOf(['https://c.example/web#id=20&model=a.b', 'https://c.example/web#id=21&model=a.b'])?.template,
    ).toBe('/web#model=a.b&id={id}');
    expect(shapeOf(['https://c.example/#Lead/view/a1', 'https://c.example/#Lead/view/b2'])?.template).toBe(
      '/#Lead/view/{id}',
    );
    expect(shapeOf(['https://c.example/p/a/t/7', 'https://c.example/p/b/t/8'])?.template).toBeNull();
  });

  it('lead to a shape that reads every id of that kind, whatever stands in the query', () => {
    const ids = fc.uniqueArray(fc.oneof(fc.nat().map(String), fc.uuid()), { minLength: 3, maxLength: 3 });
    const ofOneLook = ids.filter((some) => new Set(some.map((id) => id.includes('-'))).size === 1);
    fc.assert(
      fc.property(
        ofOneLook,
        fc.constantFrom('deals', 'crm.lead', 'a_b'),
        fc.boolean(),
        fc.webQueryParameters(),
        (some, type, hashed, query) => {
          const at = (id: string | undefined) =>
            hashed
              ? `https://crm.example/?${query}#/${type}/${id}`
              : `https://crm.example/x/${type}/${id}?${query}`;
          const shape = shapeOf([at(some[0]), at(some[1])]);
          expect(shape?.ids).toEqual(some.slice(0, 2));
          expect(idIn(shape?.url ?? '', at(some[2]))).toBe(some[2]);
          const made = new URL(shape?.template?.replace('{id}', some[2] ?? '') ?? '', 'https://crm.example')
            .href;
          expect(idIn(shape?.url ?? '', made)).toBe(some[2]);
        },
      ),
    );
  });

  it('never need a pattern that takes more than its share of time', () => {
    const shape = shapeOf(['https://c.example/a?m=x&id=1', 'https://c.example/a?m=x&id=2']);
    const long = `/a?${'m=x&'.repeat(2000)}`;
    expect(new RegExp(shape?.url ?? '').test(long)).toBe(false);
  });
});

describe('an adapter that ships', () => {
  it.each(sites.flatMap((site) => site.testUrls.map(({ url }) => ({ site, url }))))(
    'would have been found by picking: $url',
    ({ site, url }) => {
      // As the address writes it.
      const { ids, ...plain } = site;
      const id = matchRecord(plain, url)?.id ?? '';
      const [own, other] = [encodeURIComponent(id), `${encodeURIComponent(id)}1`];
      const at = url.lastIndexOf(own);
      expect(at).toBeGreaterThan(0);
      const next = url.slice(0, at) + other + url.slice(at + own.length);
      expect(shapeOf([url, next])?.ids).toEqual([id, `${id}1`]);
    },
  );
});

describe('the address of a list', () => {
  it.each([
    ['/issues', '/issues/7', ['/issues?page=2', '/issues/'], ['/issues/7', '/users']],
    ['/projects/12/issues', '/issues/7', ['/projects/13/issues?x=1'], ['/projects/13']],
    ['/#Lead', '/#Lead/view/a1', ['/#Lead?x'], ['/#Account', '/#Lead/view/b2']],
    [
      '/index.php?module=Leads&action=index',
      '/index.php?module=Leads&action=DetailView&record=77',
      ['/index.php?action=index&module=Leads&page=2'],
      ['/index.php?module=Tasks&action=index'],
    ],
  ])('%s goes for its other pages', (list, record, same, others) => {
    const pattern = new RegExp(listPattern(`https://c.example${list}`, `https://c.example${record}`));
    expect(pattern.test(afterOrigin(`https://c.example${list}`))).toBe(true);
    for (const path of same) expect(pattern.test(afterOrigin(`https://c.example${path}`))).toBe(true);
    for (const path of others) expect(pattern.test(afterOrigin(`https://c.example${path}`))).toBe(false);
  });
});
