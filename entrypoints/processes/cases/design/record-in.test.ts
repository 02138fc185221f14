import { describe, expect, it } from 'vitest';
import type { Site } from '../../../../lib/messaging/contract.ts';
import { recordAt, recordIn } from './record-in.ts';

const site = (id: string, kind: string, origin: string): Site => ({
  system: { id, kind, name: id, origins: [origin] },
  ...{ origin, granted: true, known: true, verified: 'tested' },
});
const sites = [
  site('shop', 'tryton', 'https://erp.example'),
  site('desk', 'redmine', 'https://desk.example'),
];

describe('the record that somebody means', () => {
  it('is the one that an address shows', () => {
    expect(recordAt('https://erp.example/#prod/model/sale.opportunity/3', sites)).toEqual({
      ...{ system: 'shop', type: 'sale.opportunity', id: '3' },
    });
    expect(recordIn('https://desk.example/issues/12', 'tryton:sale.opportunity', sites)).toEqual({
      ...{ system: 'desk', type: 'issue', id: '12' },
    });
  });

  it('is the one with an id, in the first CRM of the section', () => {
    expect(recordIn(' 7 ', 'tryton:sale.opportunity', sites)).toEqual({
      ...{ system: 'shop', type: 'sale.opportunity', id: '7' },
    });
    expect(recordIn('7', 'desk:issue', sites)).toEqual({ system: 'desk', type: 'issue', id: '7' });
  });

  it('is none where the address or the section leads nowhere', () => {
    expect(recordAt('https://elsewhere.example/issues/12', sites)).toBeNull();
    expect(recordAt('https://desk.example/projects', sites)).toBeNull();
    expect(recordAt('no address', sites)).toBeNull();
    expect(recordIn('7', 'odoo:lead', sites)).toBeNull();
    expect(recordIn('', 'desk:issue', sites)).toBeNull();
  });
});
