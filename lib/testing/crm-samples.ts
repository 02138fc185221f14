/** CRMs as an administrator sees them, for tests and pictures. */
import type { Crms } from '../messaging/contract.ts';

const AT = '2026-03-11T10:40:00Z';

/** One of each state: works and tells, works, fails, was never checked, is not connected. */
export const sampleCrms: Crms = {
  systems: [
    { id: 'crm', kind: 'tryton', name: 'Tryton', origins: ['https://crm.example.com'] },
    {
      ...{ id: 'desk', kind: 'redmine', name: 'Help desk' },
      origins: ['https://desk.example.com', 'https://desk.intern.example.com:8443'],
    },
    {
      ...{
        id: 'donau',
        kind: 'crm-donau-example-com',
        name: 'Donaudampfschifffahrtsgesellschaftskundenkartei',
      },
      origins: ['https://kundenkartei.donaudampfschifffahrtsgesellschaft.example.com'],
    },
    { id: 'odoo', kind: 'odoo', name: 'Odoo', origins: ['https://erp.example.com'] },
    { id: 'sales', kind: 'salesforce', name: 'Salesforce', origins: ['https://acme.lightning.force.com'] },
  ],
  connections: [
    {
      ...{
        system: 'crm',
        kind: 'tryton',
        hasSecret: true,
        checkedAt: AT,
        problem: null,
        signedInAs: 'server',
      },
      settings: { baseUrl: 'https://crm.example.com', database: 'production', user: 'server' },
    },
    {
      ...{ system: 'desk', kind: 'redmine', hasSecret: true, checkedAt: AT, signedInAs: null },
      problem:
        'Expected Redmine to accept the key or password, got HTTP 401. Enter the connection’s secret again.',
      settings: { baseUrl: 'https://desk.example.com' },
    },
    {
      ...{
        system: 'donau',
        kind: 'generic',
        hasSecret: true,
        checkedAt: AT,
        problem: null,
        signedInAs: 'api',
      },
      settings: {
        ...{ baseUrl: 'https://kundenkartei.donaudampfschifffahrtsgesellschaft.example.com', user: 'api' },
        description: { name: 'Kundenkartei', auth: { type: 'basic' }, types: {} },
      },
    },
    {
      ...{ system: 'odoo', kind: 'odoo', hasSecret: false, checkedAt: null, problem: null, signedInAs: null },
      settings: { baseUrl: 'https://erp.example.com', database: 'erp' },
    },
  ],
  webhooks: [
    { system: 'crm', createdAt: '2026-02-01T09:00:00Z', lastAt: AT },
    { system: 'sales', createdAt: '2026-03-01T09:00:00Z', lastAt: null },
  ],
};
