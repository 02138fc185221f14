import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { decode, encode, TrytonRpc } from './tryton-rpc.ts';

let server: Server;
let baseUrl: string;
/** The session that is good at the moment; each sign-in makes a new one. */
let session = 0;
let calls: string[] = [];
let error: unknown[] | null = null;

beforeEach(async () => {
  session = 0;
  calls = [];
  error = null;
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { method, params } = JSON.parse(text);
    calls.push(method);
    const isSigned = request.headers.authorization === `Session ${btoa(`ann:7:s${session}`)}`;
    const isRight = method === 'common.db.login' && params[1].password === 'right';
    if (isRight) session += 1;
    else if (!isSigned) response.statusCode = 401;
    const result = isRight
      ? [7, `s${session}`]
      : method.endsWith('get_preferences')
        ? { company: 3 }
        : params.at(-1);
    response.end(JSON.stringify(error && isSigned ? { id: 1, error } : { id: 1, result }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const rpcWith = (password: string) => new TrytonRpc({ baseUrl, database: 'demo', user: 'ann', password });
const call = (rpc: TrytonRpc) => rpc.model('party.party', 'read', [], z.unknown());

describe('calls to Tryton', () => {
  it('carry what Tryton knows of the user, and ask for English', async () => {
    expect(await call(rpcWith('right'))).toEqual({ company: 3, language: 'en' });
  });

  it('sign in once, whatever the number of calls', async () => {
    const rpc = rpcWith('right');
    await Promise.all([call(rpc), call(rpc)]);
    await call(rpc);
    expect(calls.filter((method) => method === 'common.db.login')).toHaveLength(1);
  });

  it('sign in again when the session has ended', async () => {
    const rpc = rpcWith('right');
    await call(rpc);
    session += 1;
    await call(rpc);
    expect(calls.filter((method) => method === 'common.db.login')).toHaveLength(2);
  });

  it('try a wrong password once for each call: Tryton counts them', async () => {
    const rpc = rpcWith('wrong');
    await expect(call(rpc)).rejects.toMatchObject({ code: 'refused-credentials' });
    expect(calls).toEqual(['common.db.login']);
  });

  it.each([
    [['UserError', ['You are not allowed to access "Party".', '', null]], 'no-right', false],
    [['UserError', ['A required field is missing.', 'Name', null]], 'value-refused', false],
    [['UserWarning', ['sure', 'Are you sure?', '']], 'value-refused', false],
    [['ConcurrencyException', 'Records were modified'], 'value-refused', true],
    [["'no.model'", 'Traceback: right'], 'unexpected-answer', false],
  ])('tell the refusal %j apart', async (answer, code, retryable) => {
    const rpc = rpcWith('right');
    await rpc.signIn();
    error = answer;
    await expect(call(rpc)).rejects.toMatchObject({ code, retryable });
  });
});

describe('values of Tryton', () => {
  it.each([
    ['numeric', 12.5, { __class__: 'Decimal', decimal: '12.5' }],
    ['date', '2031-01-10', { __class__: 'date', year: 2031, month: 1, day: 10 }],
    [
      'timestamp',
      '2031-01-10T08:30:15.250Z',
      {
        __class__: 'datetime',
        year: 2031,
        month: 1,
        day: 10,
        hour: 8,
        minute: 30,
        second: 15,
        microsecond: 250_000,
      },
    ],
    ['char', 'text', 'text'],
    ['integer', 3, 3],
    ['char', null, null],
  ])('%s: %j goes there and back', (type, value, written) => {
    expect(encode(type, value)).toEqual(written);
    expect(decode(written)).toBe(value);
  });

  it('leave out what connectors do not know', () => {
    for (const value of [[1, 2], { __class__: 'timedelta', seconds: 3 }, undefined]) {
      expect(decode(value)).toBeUndefined();
    }
  });
});
