import { PEOPLE } from '../../demo/crms/people.ts';
import { tryton } from '../../demo/crms/tryton.ts';
import { makeConnector } from './kinds.ts';
import { describeContract } from './testing/contract.ts';
import { withCrm } from './testing/real.ts';

const [{ login: user, password }] = PEOPLE;

await withCrm(tryton, (crm) => {
  describeContract('Tryton', () => ({
    open: ({ secret = password, baseUrl = crm().running.origin } = {}) =>
      makeConnector('tryton', { baseUrl, user, database: 'demo' }, secret),
    secret: password,
    user,
    type: 'sale.opportunity',
    fields: {
      title: 'description',
      number: 'amount',
      date: 'end_date',
      choice: 'state',
      link: { field: 'party', id: '2', title: 'Almond Grove Bakery' },
      readOnly: 'write_date',
    },
    isTitled: false,
    required: {},
    pathOf: (id) => `/#demo/model/sale.opportunity/${id}`,
    baseUrl: crm().running.origin,
    unknownId: '99999',
    readers: [
      { login: 'alice', mayRead: null },
      { login: 'nobody', mayRead: false },
    ],
  }));
});
