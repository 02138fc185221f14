import { describe, expect, it, vi } from 'vitest';
import type { Site } from '../../../../lib/messaging/contract.ts';
import { recordIn } from './record-in.ts';

const site = (id: string, kind: string, origin: string): Site => ({
  system: { id, kind, name: id, origins: [origin] },
  ...{ origin, granted: true, known: true, barred: false, first: false, verified: 'tested' },
});
const sites = [
  site('shop', 'tryton', 'https://erp.example'),
  site('desk', 'redmine', 'https://desk.example'),
];

const nowhere = () => null;

describe('the record that somebody means', () => {
  it('is the one that an address shows', () => {
    const shown = { system: 'desk', type: 'issue', id: '12' };
    const recordAt = vi.fn(() => shown);
    expect(recordIn(' https://desk.example/issues/12 ', 'tryton:sale.opportunity', sites, recordAt)).toBe(
      shown,
    );
    expect(recordAt).toHaveBeenCalledWith('https://desk.example/issues/12');
  });

  it('is the one with an id, in the first CRM of the section', () => {
    expect(recordIn(' 7 ', 'tryton:sale.opportunity', sites, nowhere)).toEqual({
      ...{ system: 'shop', type: 'sale.opportunity', id: '7' },
    });
    expect(recordIn('7', 'desk:issue', sites, nowhere)).toEqual({ system: 'desk', type: 'issue', id: '7' });
  });

  it('is none where the address or the section leads nowhere', () => {
    expect(recordIn('https://desk.example/projects', 'desk:issue', sites, nowhere)).toBeNull();
    expect(recordIn('7', 'odoo:lead', sites, nowhere)).toBeNull();
    expect(recordIn('', 'desk:issue', sites, nowhere)).toBeNull();
  });
});
