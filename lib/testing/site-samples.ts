/** CRM sites, and what an administrator says of them, as pages show them in tests and pictures. */
import type { PolicyView, Site } from '../messaging/contract.ts';

/** An administrator who leaves everything to the person, but for what is said. */
export function samplePolicy(said: Partial<PolicyView> = {}): PolicyView {
  return { origins: { only: null, never: [] }, ownAdapters: true, faults: [], ...said };
}

export const sampleSites: Site[] = [
  {
    system: { id: 's-1', kind: 'tryton', name: 'Tryton', origins: ['https://crm.example.com'] },
    origin: 'https://crm.example.com',
    granted: true,
    known: true,
    barred: false,
    first: false,
    verified: 'tested',
  },
  {
    system: { id: 's-2', kind: 'redmine', name: 'Redmine', origins: ['https://issues.example.com'] },
    origin: 'https://issues.example.com',
    granted: false,
    known: true,
    barred: false,
    first: false,
    verified: 'tested',
  },
  {
    system: { id: 's-3', kind: 'home-made', name: 'Depot planner', origins: ['https://depot.example.com'] },
    origin: 'https://depot.example.com',
    granted: false,
    known: false,
    barred: false,
    first: false,
    verified: null,
  },
];

/** Sites of CRMs that nobody has tested us on. */
export const doubtfulSites: Site[] = [
  {
    system: { id: 's-4', kind: 'espocrm', name: 'Sales North', origins: ['https://north.example.com'] },
    origin: 'https://north.example.com',
    granted: true,
    known: true,
    barred: false,
    first: false,
    verified: 'seen',
  },
  {
    system: { id: 's-5', kind: 'zoho', name: 'Partners', origins: ['https://crm.zoho.eu'] },
    origin: 'https://crm.zoho.eu',
    granted: false,
    known: true,
    barred: false,
    first: false,
    verified: 'unseen',
  },
];
