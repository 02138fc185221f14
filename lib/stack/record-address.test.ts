import { expect, it } from 'vitest';
import { odoo } from '../sites/odoo.ts';
import { tryton } from '../sites/tryton.ts';
import { recordAddress } from './record-address.ts';

const ODOO = { origin: 'https://erp.example', adapter: odoo };
const LEAD = { type: 'crm.lead', id: '20' };
const PAGE = 'https://erp.example/odoo/crm.lead/20';

it.each([
  ['the address that was said', 'https://erp.example/odoo/contacts/12/crm.lead/20'],
  ['one with a word that only the page could explain', 'https://erp.example/odoo/our-leads/20?debug=1'],
])('is %s', (_, said) => expect(recordAddress(ODOO, LEAD, said)).toBe(said));

it.each([
  ['of another record, which the tab shows by now', 'https://erp.example/odoo/crm.lead/21'],
  ['of a record of another type', 'https://erp.example/odoo/contacts/20'],
  ['of a record with the same id under another word', 'https://erp.example/odoo/our-leads/21'],
  ['in another CRM', 'https://other.example/odoo/crm.lead/20'],
  ['that runs a script', 'javascript:alert(1)//odoo/crm.lead/20'],
  ['that is none', 'crm.lead/20'],
  ['that nobody has said', null],
])('is what the adapter makes of the record, and not one %s', (_, said) =>
  expect(recordAddress(ODOO, LEAD, said)).toBe(PAGE),
);

it('is nothing where the adapter can make none', () => {
  const site = { origin: 'https://erp.example', adapter: tryton };
  expect(
    recordAddress(site, { type: 'party.party', id: '3' }, 'https://erp.example/#demo/model/party.party/4'),
  ).toBeNull();
});
