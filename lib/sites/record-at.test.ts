import { describe, expect, it } from 'vitest';
import { recordAt } from './record-at.ts';
import { redmine } from './redmine.ts';
import { tryton } from './tryton.ts';

const sites = [
  { origin: 'https://erp.example', system: { id: 'shop', kind: 'tryton' } },
  { origin: 'https://desk.example', system: { id: 'desk', kind: 'redmine' } },
];
const adapters = [redmine, tryton];

describe('the record at an address', () => {
  it('is in the CRM with this origin, and as the adapter for its kind reads it', () => {
    expect(recordAt('https://erp.example/#prod/model/sale.opportunity/3', sites, adapters)).toEqual({
      ...{ system: 'shop', type: 'sale.opportunity', id: '3' },
    });
    expect(recordAt('https://desk.example/issues/12', sites, adapters)).toEqual({
      ...{ system: 'desk', type: 'issue', id: '12' },
    });
  });

  it.each([
    ['on a page that shows none', 'https://desk.example/projects'],
    ['in a CRM that the server does not know', 'https://elsewhere.example/issues/12'],
    ['in a script', 'javascript:alert(1)'],
    ['in no address', 'no address'],
    ['in nothing', ''],
  ])('is none %s', (_, address) => {
    expect(recordAt(address, sites, adapters)).toBeNull();
  });

  it('is none where no adapter for the kind is in use', () => {
    expect(recordAt('https://desk.example/issues/12', sites, [tryton])).toBeNull();
  });
});
