import { describe, expect, it } from 'vitest';
import { sites } from './index.ts';
import { proposeKind } from './propose-kind.ts';

describe('the kind of a CRM by the address of a page', () => {
  it.each([
    ['https://acme.lightning.force.com/', 'salesforce'],
    ['https://other.lightning.force.com/lightning/page/home', 'salesforce'],
    ['https://org1234.crm11.dynamics.com/main.aspx', 'dynamics'],
    ['https://app-eu1.hubspot.com/', 'hubspot'],
    ['https://firm.odoo.com/odoo', 'odoo'],
    ['https://erp.firm.de/odoo/crm/7', 'odoo'],
    ['https://erp.firm.de/#production/model/party.party/3', 'tryton'],
    ['https://desk.firm.de/redmine/issues/7', 'redmine'],
    ['http://10.0.0.7:3000/issues/7?tab=history', 'redmine'],
    ['http://127.0.0.1:8100/leads/1', 'demo'],
    ['https://desk.firm.de/Ticket/Display.html?id=7', 'rt'],
    ['https://crm.firm.de/#Lead/view/6b0001bea8266112c', 'espocrm'],
  ])('%s is %s', (url, kind) => {
    expect(proposeKind(url, sites)).toBe(kind);
  });

  it.each([
    'https://firm.de/',
    'https://crm.firm.de/leads/1',
    'https://example.com/lightning/nowhere',
    'http://localhost/',
    'not an address',
  ])('%s says nothing', (url) => {
    expect(proposeKind(url, sites)).toBeNull();
  });

  it.each(sites.flatMap(({ kind, testUrls }) => testUrls.map(({ url }) => [url, kind] as const)))(
    'of the examples, %s is known or could be another one that people run',
    (url, kind) => {
      const proposed = proposeKind(url, sites);
      // Two CRMs that people run themselves may write their addresses alike; on a maker's domain nothing is alike.
      const isOwn = /(?:\.example|\d)$/.test(new URL(url).hostname);
      expect(isOwn ? proposed !== null : proposed === kind).toBe(true);
    },
  );
});
