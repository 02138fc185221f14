import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOSTILE_MODES } from './hostile.ts';
import { type DemoCrm, startDemoCrm } from './server.ts';

let folder: string;
let crm: DemoCrm;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'demo-crm-'));
  crm = await startDemoCrm({ folder, port: 0 });
});

afterEach(async () => {
  await crm.close();
  await rm(folder, { recursive: true });
});

interface Sent {
  method?: string;
  body?: unknown;
  text?: string;
  headers?: Record<string, string>;
}

async function ask(address: string, { method = 'GET', body, text, headers = {} }: Sent = {}) {
  const sent = text ?? (body === undefined ? null : JSON.stringify(body));
  const json: Record<string, string> = sent === null ? {} : { 'Content-Type': 'application/json' };
  const response = await fetch(`${crm.origin}/api/${address}`, {
    method,
    body: sent,
    headers: { ...json, ...headers },
  });
  const answer = await response.text();
  return { status: response.status, body: answer === '' ? undefined : JSON.parse(answer) };
}

describe('records over REST', () => {
  it('starts with leads, contacts and tickets whose ids begin at 1', async () => {
    for (const [type, count] of [
      ['leads', 12],
      ['contacts', 10],
      ['tickets', 8],
    ] as const) {
      const { body } = await ask(type);
      expect(body.total).toBe(count);
      expect(body.records[0].id).toBe('1');
    }
  });

  it('finds records by any of their values, whatever the case', async () => {
    const { body } = await ask('leads?search=DELTA');
    expect(body.records.map((lead: { id: string }) => lead.id)).toEqual(['4', '10']);
  });

  it('creates a record with the next id and gives it back', async () => {
    const made = await ask('leads', {
      method: 'POST',
      body: { name: 'New roof', company: 'Kite Yard', budget: 10 },
    });
    expect(made).toMatchObject({ status: 201, body: { id: '13', version: 1, name: 'New roof' } });
    expect((await ask('leads/13')).body).toEqual(made.body);
  });

  it('changes only the fields that are sent, and counts the version up', async () => {
    const before = (await ask('leads/2')).body;
    const changed = await ask('leads/2', { method: 'PUT', body: { status: 'Qualified', version: 1 } });
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({
      ...before,
      status: 'Qualified',
      version: 2,
      updatedAt: changed.body.updatedAt,
    });
  });

  it('refuses a change of a version that is not the present one, and changes nothing', async () => {
    await ask('leads/2', { method: 'PUT', body: { status: 'Qualified', version: 1 } });
    const late = await ask('leads/2', { method: 'PUT', body: { status: 'Lost', version: 1 } });
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'changed_meanwhile' } } });
    expect((await ask('leads/2')).body.status).toBe('Qualified');
  });

  it('deletes a record once', async () => {
    expect(await ask('tickets/3', { method: 'DELETE' })).toEqual({ status: 204, body: undefined });
    expect((await ask('tickets/3', { method: 'DELETE' })).status).toBe(404);
    expect((await ask('tickets')).body.total).toBe(7);
  });

  it('keeps calls in the history, under the name in the cookie', async () => {
    const headers = { Cookie: 'other=1; person=Maria%20Marsh' };
    await ask('contacts/1/history', { method: 'POST', body: { text: 'Called back' }, headers });
    const { body } = await ask('contacts/1/history');
    expect(body.events[0]).toMatchObject({ who: 'Maria Marsh', text: 'Called back' });
  });

  it('has the same records after a restart on the same folder', async () => {
    await ask('leads/1', { method: 'PUT', body: { name: 'Three deck ovens' } });
    await crm.close();
    crm = await startDemoCrm({ folder, port: 0 });
    expect((await ask('leads/1')).body.name).toBe('Three deck ovens');
  });
});

describe('bad requests', () => {
  it.each([
    ['an unknown field', 'leads/1', { method: 'PUT', body: { colour: 'red' } }, 400],
    ['a number as text', 'leads/1', { method: 'PUT', body: { budget: '100' } }, 400],
    ['a value that is no choice', 'leads/1', { method: 'PUT', body: { status: 'Won' } }, 400],
    ['a date that does not exist', 'leads/1', { method: 'PUT', body: { decisionOn: '2026-02-30' } }, 400],
    ['an empty required field', 'leads/1', { method: 'PUT', body: { name: '  ' } }, 400],
    ['a missing required field', 'leads', { method: 'POST', body: { name: 'Roof' } }, 400],
    ['a body that is no object', 'leads', { method: 'POST', body: [1] }, 400],
    ['a body that is no JSON', 'leads', { method: 'POST', text: '{"name":' }, 400],
    ['a body that is too large', 'leads', { method: 'POST', text: `"${'x'.repeat(200_001)}"` }, 413],
    [
      'a form of another site',
      'leads',
      { method: 'POST', text: '{}', headers: { 'Content-Type': 'text/plain' } },
      415,
    ],
    ['an unknown id', 'leads/99', {}, 404],
    ['an unknown type', 'orders', {}, 404],
    ['a method that does not apply', 'leads', { method: 'DELETE' }, 405],
    ['an empty call', 'leads/1/history', { method: 'POST', body: { text: ' ' } }, 400],
  ] as [string, string, Sent, number][])(
    'refuses %s, and changes nothing',
    async (_, address, sent, status) => {
      const before = await readFile(path.join(folder, 'records.json'), 'utf8');
      const answer = await ask(address, sent);
      expect(answer.status).toBe(status);
      expect(answer.body.error.message).toMatch(/^Expected /);
      expect(await readFile(path.join(folder, 'records.json'), 'utf8')).toBe(before);
    },
  );
});

describe('pages', () => {
  const open = (address: string) => fetch(`${crm.origin}${address}`, { redirect: 'manual' });

  it('serves every record page by the same front end', async () => {
    for (const address of ['/leads', '/leads/1', '/contacts/2', '/tickets/new', '/about']) {
      expect(await (await open(address)).text()).toContain('/app/main.js');
    }
  });

  it('serves no file but those of the front end and of the hostile pages', async () => {
    expect((await open('/app/main.js')).status).toBe(200);
    for (const address of [
      '/app/../server.ts',
      '/app/%2e%2e/server.ts',
      '/hostile/../api.ts',
      '/app/nothing.js',
    ]) {
      expect((await open(address)).status).not.toBe(200);
    }
  });

  it('has a page for every hostile mode, with its headers and its script', async () => {
    for (const [mode, { headers = {}, script }] of Object.entries(HOSTILE_MODES)) {
      const response = await open(`/leads/1?hostile=${mode}`);
      for (const [name, value] of Object.entries(headers)) expect(response.headers.get(name)).toBe(value);
      const address = `/hostile/${mode}.js`;
      expect((await response.text()).includes(address)).toBe(script === true);
      if (script) expect((await open(address)).status).toBe(200);
    }
  });

  it('joins hostile modes and leaves unknown ones out', async () => {
    const response = await open('/leads/1?hostile=csp,click,nonsense');
    const text = await response.text();
    expect(response.headers.get('content-security-policy')).toContain("trusted-types 'none'");
    expect(text).toContain('/hostile/click.js');
    expect(text).not.toContain('nonsense');
  });

  it('leads short addresses to record pages', async () => {
    expect((await open('/storm/3?rate=500')).headers.get('location')).toBe('/leads/3?hostile=storm&rate=500');
    expect((await open('/hostile/fade')).headers.get('location')).toBe('/leads/1?hostile=fade');
  });
});
