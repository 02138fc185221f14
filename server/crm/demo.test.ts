import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { API_KEY, type DemoCrm, startDemoCrm } from '../../demo/crm/server.ts';
import { makeConnector } from './kinds.ts';
import { describeContract } from './testing/contract.ts';
import { always } from './testing/subject.ts';

let folder: string;
let crm: DemoCrm;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-connector-'));
  crm = await startDemoCrm({ folder, port: 0 });
});

afterAll(async () => {
  await crm.close();
  await rm(folder, { recursive: true });
});

describeContract('the demo CRM', () => ({
  open: ({ secret = API_KEY, baseUrl = crm.origin } = {}) => makeConnector('demo', { baseUrl }, secret),
  secret: API_KEY,
  user: 'Alice Ames',
  type: 'lead',
  fields: {
    title: 'name',
    number: 'budget',
    date: 'decisionOn',
    choice: 'status',
    link: null,
    readOnly: 'createdAt',
  },
  isTitled: true,
  required: { company: 'Fruit & Co' },
  pathOf: (id) => `/leads/${id}`,
  baseUrl: crm.origin,
  unknownId: '99999',
  people: [
    always('alice', true),
    { login: 'nobody', may: { read: true, add: false, modify: false, delete: false } },
  ],
}));
