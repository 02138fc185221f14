import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONNECTOR_KINDS, makeConnector } from './kinds.ts';
import { describeContract } from './testing/contract.ts';
import { FAKE_ACCOUNT, FAKE_KEY, startFakeEspo } from './testing/fake-espocrm.ts';
import { always } from './testing/subject.ts';

let crm: Awaited<ReturnType<typeof startFakeEspo>>;

beforeAll(async () => {
  crm = await startFakeEspo();
});

afterAll(() => crm.close());

describeContract('EspoCRM, on a stand-in', () => ({
  open: ({ secret = FAKE_KEY, baseUrl = crm.origin } = {}) => makeConnector('espocrm', { baseUrl }, secret),
  secret: FAKE_KEY,
  user: 'admin',
  type: 'Opportunity',
  fields: {
    ...{ title: 'name', number: 'amount', date: 'closeDate', choice: 'stage' },
    link: { field: 'accountId', id: FAKE_ACCOUNT.id, title: FAKE_ACCOUNT.name },
    readOnly: 'createdAt',
  },
  isTitled: true,
  required: {},
  pathOf: (id) => `/#Opportunity/view/${id}`,
  baseUrl: crm.origin,
  unknownId: '6b0001bea8266ffff',
  people: [
    always('admin', true),
    { login: 'alice', may: { read: true, add: true, modify: null, delete: false } },
    always('bob', false),
    { login: 'maria', may: { read: null, add: false, modify: null, delete: null } },
    always('nobody', false),
  ],
}));

describe('the connector of EspoCRM', () => {
  const open = () => makeConnector('espocrm', { baseUrl: crm.origin }, FAKE_KEY);

  it('is not said to be verified, because it was never tried on the real one', () => {
    expect(CONNECTOR_KINDS.espocrm.verified).toBeNull();
  });

  it('takes wild cards in a text for what they are', async () => {
    const ids = [];
    for (const name of ['100% wool', '100 percent']) ids.push(await open().add('Opportunity', { name }));
    const conditions = [{ field: 'name', operator: 'contains', value: '100%' }] as const;
    const selection = {
      type: 'Opportunity',
      match: 'all',
      sort: [],
      limit: null,
      conditions: [...conditions],
    } as const;
    expect(await open().count({ ...selection, sort: [], conditions: [...conditions] })).toBe(1);
    for (const id of ids) await open().remove('Opportunity', id);
  });

  it('quotes the reason that EspoCRM gives for a refusal', async () => {
    await expect(open().add('Opportunity', { amount: 1 })).rejects.toThrow(
      /Field validation failure; field: name/,
    );
  });
});
