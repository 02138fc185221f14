import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { PEOPLE } from '../../demo/crms/people.ts';
import { tryton } from '../../demo/crms/tryton.ts';
import { RIGHTS } from './connector.ts';
import { makeConnector } from './kinds.ts';
import { describeContract } from './testing/contract.ts';
import { withCrm } from './testing/real.ts';
import { describeStages } from './testing/stages.ts';
import { always } from './testing/subject.ts';
import { TrytonRpc } from './tryton-rpc.ts';

const [{ login: user, password }] = PEOPLE;

await withCrm(tryton, (crm) => {
  const openTo = (login: string, secret: string) =>
    makeConnector('tryton', { baseUrl: crm().running.origin, user: login, database: 'demo' }, secret);
  const open = () => openTo(user, password);

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
    await open().add('res.user', { name: 'Vera Visitor', login: 'vera' });
    const deed = { type: 'sale.opportunity', ids: ['1'], data: {} };
    for (const right of RIGHTS) expect(await open().may('vera', { ...deed, right }), right).toBe(false);
  });

  describeStages('Tryton', () => ({
    open,
    ...{ type: 'sale.opportunity', field: 'state', stages: ['lead', 'opportunity', 'cancelled'] },
    fresh: (description) => ({ description, party: '2' }),
  }));

  describe('states, which belong to buttons', () => {
    const OPPORTUNITY = 'sale.opportunity';
    const withLead = async (work: (id: string) => Promise<void>) => {
      const id = await open().add(OPPORTUNITY, { description: 'Stated', party: '2' });
      await work(id);
    };
    const stateOf = async (id: string) =>
      (await open().readOne(OPPORTUNITY, id, ['state', 'description']))?.data;

    it('are set together with other fields, and not where a record is made', async () => {
      await withLead(async (id) => {
        await open().modify(OPPORTUNITY, id, { description: 'Offered', state: 'opportunity' });
        expect(await stateOf(id)).toEqual({ description: 'Offered', state: 'opportunity' });
      });
      const made = open().add(OPPORTUNITY, { description: 'Born lost', state: 'lost' });
      await expect(made).rejects.toMatchObject({ code: 'value-refused', field: 'state' });
      const described = await open().describe(OPPORTUNITY);
      expect(described.find(({ name }) => name === 'state')).toMatchObject({
        writable: true,
        required: false,
      });
    });

    it('do what stands behind their button: a conversion makes the sale', () =>
      withLead(async (id) => {
        await open().modify(OPPORTUNITY, id, { state: 'opportunity' });
        await open().modify(OPPORTUNITY, id, { state: 'converted' });
        const origin = { field: 'origin', operator: 'equals', value: `${OPPORTUNITY},${id}` } as const;
        const sales = { type: 'sale.sale', match: 'all', sort: [], limit: null } as const;
        expect(await open().count({ ...sales, sort: [], conditions: [origin] })).toBe(1);
      }));

    it('are refused in words where the workflow knows no way, and where no button leads', () =>
      withLead(async (id) => {
        await open().modify(OPPORTUNITY, id, { state: 'lost' });
        const back = open().modify(OPPORTUNITY, id, { state: 'opportunity' });
        await expect(back).rejects.toThrow(/from the state lost to opportunity, got it unchanged/);
        const won = open().modify(OPPORTUNITY, id, { state: 'won' });
        await expect(won).rejects.toThrow(/one of Tryton's buttons leads to \(lead, .*\), got won/);
        expect(await stateOf(id)).toMatchObject({ state: 'lost' });
      }));

    it('of models that are not in the list can be named with the connection', () =>
      withLead(async (id) => {
        const settings = { baseUrl: crm().running.origin, user, database: 'demo' };
        const own = { 'sale.opportunity': { lost: 'lost' } };
        const narrow = makeConnector('tryton', { ...settings, buttons: own }, password);
        await expect(narrow.modify(OPPORTUNITY, id, { state: 'opportunity' })).rejects.toThrow(/\(lost\)/);
        await narrow.modify(OPPORTUNITY, id, { state: 'lost' });
        expect(await stateOf(id)).toMatchObject({ state: 'lost' });
      }));

    it('are left alone when somebody saves the record just then; it may be tried again', () =>
      withLead(async (id) => {
        const rpc = new TrytonRpc({ baseUrl: crm().running.origin, user, database: 'demo', password });
        const context = { _timestamp: { [`${OPPORTUNITY},${id}`]: '1.0' } };
        const press = rpc.model(OPPORTUNITY, 'opportunity', [[Number(id)]], z.unknown(), { context });
        await expect(press).rejects.toMatchObject({ code: 'value-refused', retryable: true });
        expect(await stateOf(id)).toMatchObject({ state: 'lead' });
      }));

    it('need the right to the button', async () => {
      const id = await open().add(OPPORTUNITY, { description: 'Not hers', party: '2' });
      const password = 'quickly-1905';
      await open().add('res.user', { name: 'Wanda Watcher', login: 'wanda', password });
      const press = openTo('wanda', password).modify(OPPORTUNITY, id, { state: 'lost' });
      await expect(press).rejects.toMatchObject({ code: 'no-right' });
      expect(await stateOf(id)).toMatchObject({ state: 'lead' });
    });
  });
});
