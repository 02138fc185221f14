import { expect, it } from 'vitest';
import { PEOPLE } from '../../demo/crms/people.ts';
import { tryton } from '../../demo/crms/tryton.ts';
import { RIGHTS } from './connector.ts';
import { makeConnector } from './kinds.ts';
import { describeContract } from './testing/contract.ts';
import { withCrm } from './testing/real.ts';
import { always } from './testing/subject.ts';

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
    people: [always('alice', true), always('nobody', false)],
  }));

  it('[M33] says no of somebody whose groups allow nothing', async () => {
    const open = makeConnector('tryton', { baseUrl: crm().running.origin, user, database: 'demo' }, password);
    await open.add('res.user', { name: 'Vera Visitor', login: 'vera' });
    const deed = { type: 'sale.opportunity', ids: ['1'], data: {} };
    for (const right of RIGHTS) expect(await open.may('vera', { ...deed, right }), right).toBe(false);
  });
});
