import { beforeAll } from 'vitest';
import { ODOO_DATABASE, odoo, readOdooKey } from '../../demo/crms/odoo.ts';
import { PEOPLE } from '../../demo/crms/people.ts';
import { makeConnector } from './kinds.ts';
import { describeContract } from './testing/contract.ts';
import { withCrm } from './testing/real.ts';
import { always } from './testing/subject.ts';

const [{ login: user, password }] = PEOPLE;

await withCrm(odoo, (crm) => {
  let key: string;
  beforeAll(async () => {
    key = await readOdooKey(crm().folder);
  });

  const subject = (secret: string, login: { user?: string }) => ({
    open: (opening: { secret?: string; baseUrl?: string } = {}) => {
      const { secret: given = secret, baseUrl = crm().running.origin } = opening;
      return makeConnector('odoo', { baseUrl, database: ODOO_DATABASE, ...login }, given);
    },
    ...{ secret, user },
    type: 'crm.lead',
    fields: {
      ...{ title: 'name', number: 'expected_revenue', date: 'date_deadline', choice: 'type' },
      link: { field: 'partner_id', id: '1', title: 'My Company' },
      readOnly: 'create_date',
    },
    isTitled: true,
    required: {},
    pathOf: (id: string) => `/web#id=${id}&model=crm.lead&view_type=form`,
    baseUrl: crm().running.origin,
    unknownId: '99999',
    // She sells, which does not include deleting.
    people: [
      { login: 'alice', may: { read: true, add: true, modify: true, delete: false } },
      always('admin', true),
      always('nobody', false),
    ],
  });

  describeContract('Odoo over JSON-RPC', () => subject(password, { user }));
  describeContract('Odoo over JSON-2', () => subject(key, {}));
});
