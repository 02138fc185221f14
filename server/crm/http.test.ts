import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { CrmError } from './errors.ts';
import { Http } from './http.ts';

let server: Server;

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

async function httpOn(listener: RequestListener, more: { timeoutMs?: number } = {}): Promise<Http> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/crm/`;
  return new Http({ name: 'the CRM', baseUrl, secrets: ['s3cret'], headers: { 'X-Key': 's3cret' }, ...more });
}

async function failure(work: Promise<unknown>): Promise<CrmError> {
  const error = await work.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CrmError);
  return error as CrmError;
}

const get = { method: 'GET', path: '/leads' };
const post = { method: 'POST', path: '/leads', body: { name: 'A' } };

describe('requests to a CRM', () => {
  it('go below the base address, with headers, query and JSON', async () => {
    const http = await httpOn(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { url, method, headers } = request;
      response.end(
        JSON.stringify({ url, method, key: headers['x-key'], type: headers['content-type'], body }),
      );
    });
    const request = { ...post, query: { a: '1 & 2' } };
    expect(http.parse(request, await http.send(request), z.unknown())).toEqual({
      ...{ url: '/crm/leads?a=1+%26+2', method: 'POST', key: 's3cret' },
      ...{ type: 'application/json', body: '{"name":"A"}' },
    });
  });

  it('end when the CRM does not answer in time; whether a change was made is then uncertain', async () => {
    const http = await httpOn(() => undefined, { timeoutMs: 50 });
    expect(await failure(http.send(get))).toMatchObject({
      code: 'unreachable',
      retryable: true,
      uncertain: false,
    });
    const error = await failure(http.send(post));
    expect(error).toMatchObject({ code: 'unreachable', uncertain: true });
    expect(error.message).toContain('nothing within 0.05 s');
    expect(await failure(http.send({ ...post, readOnly: true }))).toMatchObject({ uncertain: false });
  });

  it.each(['/leads/..', '/leads/../users', '/leads/%2e%2E', '/leads/.%2e/users', '/leads/.'])(
    'never leave the place that they were meant for: %s',
    async (path) => {
      const heard: unknown[] = [];
      const http = await httpOn((request, response) => {
        heard.push(request.url);
        response.end('{}');
      });
      expect(await failure(http.send({ method: 'DELETE', path }))).toMatchObject({ code: 'record-unknown' });
      expect(heard).toEqual([]);
    },
  );

  it('that are led elsewhere say where, without the key that came along', async () => {
    const http = await httpOn((_, response) => {
      response.writeHead(302, { location: 'https://crm.example/leads?key=s3cret' }).end();
    });
    const { message } = await failure(http.send(get));
    expect(message).toContain('https://crm.example/leads');
    expect(message).not.toContain('s3cret');
  });

  it('end when the answer stops in the middle', async () => {
    const http = await httpOn((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('half');
      setImmediate(() => response.destroy());
    });
    expect(await failure(http.send(post))).toMatchObject({ code: 'unreachable', uncertain: true });
  });

  it('end when the answer does not', async () => {
    const http = await httpOn((_, response) => {
      const chunk = Buffer.alloc(1_000_000);
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    const error = await failure(http.send(get));
    expect(error).toMatchObject({ code: 'unexpected-answer', retryable: false });
    expect(error.message).toContain('more than 20 MB');
  });

  it('follow no redirect: the secret goes where it was entered for', async () => {
    let asked = 0;
    const http = await httpOn((_, response) => {
      asked += 1;
      response.writeHead(302, { Location: 'https://elsewhere.example/leads' }).end();
    });
    const error = await failure(http.send(get));
    expect(error.code).toBe('unexpected-answer');
    expect(error.message).toContain('a redirect to https://elsewhere.example/leads');
    expect(asked).toBe(1);
  });

  it.each([
    [401, {}, { code: 'refused-credentials', retryable: false }],
    [429, { 'Retry-After': '30' }, { code: 'rate-limited', retryable: true, retryAfterSeconds: 30 }],
    [429, {}, { code: 'rate-limited', retryable: true, retryAfterSeconds: null }],
    [503, {}, { code: 'unexpected-answer', retryable: true, uncertain: false }],
  ])('tell a refusal with %i apart', async (status, headers, expected) => {
    const http = await httpOn((_, response) => response.writeHead(status, headers).end('no'));
    expect(await failure(http.send(get))).toMatchObject(expected);
  });

  it('leave it uncertain whether a change was made when the CRM breaks over it', async () => {
    const http = await httpOn((_, response) => response.writeHead(500).end('broken'));
    expect(await failure(http.send(post))).toMatchObject({ retryable: true, uncertain: true });
  });

  it('quote the CRM shortly, without mark-up and without secrets', async () => {
    const http = await httpOn((_, response) => {
      response.writeHead(500).end(`<h1>No</h1> key  s3cret ${'x'.repeat(1000)}`);
    });
    const { message } = await failure(http.send(get));
    expect(message).toContain('No key •••');
    expect(message).not.toContain('s3cret');
    expect(message.length).toBeLessThan(500);
  });

  it('check the answer', async () => {
    const http = await httpOn((request, response) => {
      response.end(request.url?.endsWith('text') ? 'not JSON' : '{"total":"many"}');
    });
    const schema = z.object({ total: z.number() });
    const text = { method: 'GET', path: '/text' };
    const [none, strange] = [await http.send(text), await http.send(get)];
    expect(() => http.parse(text, none, schema)).toThrow(
      /^Expected the CRM .*got 200 with a text that is no JSON/,
    );
    expect(() => http.parse(get, strange, schema)).toThrow(/got 200 with another shape at total: /);
  });
});
