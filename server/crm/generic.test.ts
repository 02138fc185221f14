import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY, type DemoCrm, startDemoCrm } from '../../demo/crm/server.ts';
import type { Selection } from './connector.ts';
import { Description } from './generic-description.ts';
import { makeConnector } from './kinds.ts';
import { describeContract } from './testing/contract.ts';
import { always } from './testing/subject.ts';

const file = (name: string) => new URL(`../../docs/connectors/${name}.json`, import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(file(name), 'utf8'));

let folder: string;
let crm: DemoCrm;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'generic-connector-'));
  crm = await startDemoCrm({ folder, port: 0 });
});

afterAll(async () => {
  await crm.close();
  await rm(folder, { recursive: true });
});

const onDemo = (name: string, change: (description: Record<string, unknown>) => void = () => undefined) => {
  const description = read('demo-crm');
  change(description);
  describeContract(name, () => ({
    open: ({ secret = API_KEY, baseUrl = crm.origin } = {}) =>
      makeConnector('generic', { baseUrl, description }, secret),
    secret: API_KEY,
    user: 'Alice Ames',
    type: 'lead',
    fields: {
      ...{ title: 'name', number: 'budget', date: 'decisionOn', choice: 'status' },
      ...{ link: null, readOnly: 'createdAt' },
    },
    isTitled: true,
    required: { company: 'Fruit & Co' },
    pathOf: (id) => `/leads/${id}`,
    baseUrl: crm.origin,
    unknownId: '99999',
    people: [always('alice', null)],
  }));
};

onDemo('the demo CRM by a description');
onDemo('an interface that can neither filter nor sort', (description) => {
  delete description.filter;
  delete description.sort;
});
onDemo('an interface that finds too much', (description) => {
  const filter = description.filter as { operators: Record<string, unknown>; narrows: string[] };
  filter.operators = { 'at-least': filter.operators['at-least'], greater: filter.operators['at-least'] };
  filter.narrows = ['greater'];
});
onDemo('an interface that gives small pages', (description) => {
  description.paging = { style: 'offset', offset: 'offset', limit: 'limit', size: 3 };
});

describe('a description', () => {
  const problemsOf = (description: unknown) =>
    Description.safeParse(description).error?.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );

  it.each(['demo-crm', 'redmine', 'rt'])('in docs/connectors/%s.json is one', (name) => {
    expect(problemsOf(read(name))).toBeUndefined();
  });

  it('cannot lead to another host', () => {
    for (const path of [
      '//elsewhere.example/x',
      '@elsewhere.example/x',
      'https://elsewhere.example',
      'leads',
    ]) {
      const description = read('demo-crm');
      description.types.lead.list.path = path;
      expect(problemsOf(description)).toEqual([
        'types.lead.list.path: expected an address that begins with one slash',
      ]);
    }
  });

  it('names the place of whatever is wrong with it', () => {
    const description = read('demo-crm');
    description.types.lead.get.path = '/api/leads';
    description.types.lead.updatedAt = 'name';
    description.colour = 'red';
    delete description.auth;
    const problems = problemsOf(description)?.join('\n');
    for (const place of ['types.lead.get.path: expected {id}', 'auth', 'colour']) {
      expect(problems).toContain(place);
    }
    const later = read('demo-crm');
    later.types.lead.updatedAt = 'name';
    expect(problemsOf(later)).toEqual([
      'types.lead.updatedAt: expected the name of one of the fields, of kind moment, got name',
    ]);
  });
});

describe('what a description asks for', () => {
  let server: Server | null = null;
  const asked: { url: URL; headers: Record<string, unknown> }[] = [];

  afterEach(() => {
    server?.close();
    server?.closeAllConnections();
    asked.length = 0;
  });

  /** A server that notes what it is asked and always gives the same answer. */
  async function answering(body: unknown, status = 200): Promise<string> {
    server = createServer((request, response) => {
      asked.push({ url: new URL(request.url ?? '/', 'http://crm.invalid'), headers: request.headers });
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const small = (more: object, type: object = {}) => ({
    ...{ name: 'Small CRM', auth: { type: 'none' }, check: { path: '/me', user: 'who.name' } },
    paging: { style: 'none' },
    ...more,
    types: {
      deal: {
        ...{ list: { path: '/deals' }, get: { path: '/deals/{id}' }, title: 'name' },
        fields: { name: { kind: 'text' }, stage: { kind: 'choice', filter: 'phase' } },
        ...type,
      },
    },
  });
  const all: Selection = { type: 'deal', conditions: [], match: 'all', sort: [], limit: null };

  it.each([
    [{ type: 'header', name: 'X-Key', value: 'Token {secret}' }, 'x-key', 'Token s3cret'],
    [{ type: 'bearer' }, 'authorization', 'Bearer s3cret'],
    [{ type: 'basic' }, 'authorization', `Basic ${btoa('ann:s3cret')}`],
  ])('carries the secret as %j says', async (auth, header, value) => {
    const baseUrl = await answering({ who: { name: 'Ann' } });
    const settings = { baseUrl, user: 'ann', description: small({ auth }) };
    expect(await makeConnector('generic', settings, 's3cret').check()).toMatchObject({ user: 'Ann' });
    expect(asked[0]?.headers[header]).toBe(value);
  });

  it('carries a key in the query with every request, and shows it nowhere', async () => {
    const baseUrl = await answering({ message: 'no key like s3cret' }, 400);
    const settings = { baseUrl, description: small({ auth: { type: 'query', name: 'key' } }) };
    const error = await makeConnector('generic', settings, 's3cret')
      .read(all, null)
      .catch((caught: Error) => caught);
    expect(asked[0]?.url.search).toBe('?key=s3cret');
    expect(String(error)).toContain('no key like');
    expect(String(error)).not.toContain('s3cret');
  });

  it('repeats a parameter for each value of a list', async () => {
    const baseUrl = await answering([]);
    const filter = { operators: { in: [['{field}[]', '{each}']] } };
    const conditions: Selection['conditions'] = [{ field: 'stage', operator: 'in', value: ['a', 'b & c'] }];
    await makeConnector('generic', { baseUrl, description: small({ filter }) }, null).read(
      { ...all, conditions },
      null,
    );
    expect([...(asked[0]?.url.searchParams ?? [])]).toEqual([
      ['phase[]', 'a'],
      ['phase[]', 'b & c'],
    ]);
  });

  it('reads numbered pages from the first to one that is not full', async () => {
    const baseUrl = await answering([{ id: 1, name: 'A' }]);
    const paging = { style: 'page', page: 'p', limit: 'n', size: 1 };
    const crm = makeConnector('generic', { baseUrl, description: small({ paging }) }, null);
    expect(await crm.read({ ...all, limit: 2 }, null)).toHaveLength(2);
    expect(asked.map(({ url }) => url.search)).toEqual(['?p=1&n=1', '?p=2&n=1']);
  });

  it('says which part is missing when somebody wants to do what is not described', async () => {
    const crm = makeConnector('generic', { baseUrl: await answering([]), description: small({}) }, null);
    const tries: [Promise<unknown>, string][] = [
      [crm.add('deal', { name: 'A' }), 'create'],
      [crm.modify('deal', '1', { name: 'A' }), 'update'],
      [crm.remove('deal', '1'), 'delete'],
      [crm.changedSince('deal', null), 'updatedAt'],
    ];
    for (const [work, part] of tries) {
      const text = `Expected the description of Small CRM to have ${part} for deal, got none.`;
      await expect(work).rejects.toThrow(text);
    }
    expect(crm.linkTo('deal', '1')).toBeNull();
  });

  it('says so when the answer is not as described', async () => {
    const baseUrl = await answering({ deals: [] });
    const crm = makeConnector('generic', { baseUrl, description: small({}) }, null);
    await expect(crm.read(all, null)).rejects.toMatchObject({ code: 'unexpected-answer' });
    await expect(crm.check()).rejects.toMatchObject({ code: 'unexpected-answer' });
  });
});
