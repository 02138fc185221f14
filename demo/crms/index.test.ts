import { expect, it } from 'vitest';
import { CRMS, crmKind } from './index.ts';

it('lists every CRM under its own name', () => {
  for (const [name, crm] of Object.entries(CRMS)) expect(crm.kind).toBe(name);
});

it('names the CRMs there are when it is asked for another', () => {
  expect(crmKind('tryton').name).toBe('Tryton');
  expect(() => crmKind('espocrm')).toThrow(
    'Expected a CRM out of demo, tryton, odoo, atomic, redmine, rt, got "espocrm".',
  );
});
