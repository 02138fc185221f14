import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createTransport, RemoteFault, RemoteRefusal } from './transport.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server that gives one answer to everything, and what it was asked. */
async function answering(status: number, body: string): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  closers.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/engine-rest/`, asked };
}

const Version = z.object({ version: z.string() });

describe('a request to a remote engine', () => {
  it('gives what the answer promises, and leaves out what is not used', async () => {
    const { url, asked } = await answering(200, '{"version":"7.24.0","more":1}');
    const answer = await createTransport({ url }).get('/version', Version, { a: 'b c', none: undefined });
    expect(answer).toEqual({ version: '7.24.0' });
    expect(asked[0]?.url).toBe('/engine-rest/version?a=b+c');
    expect(asked[0]?.headers.authorization).toBeUndefined();
  });

  it('says who asks, where the engine wants to know', async () => {
    const { url, asked } = await answering(204, '');
    await createTransport({ url, user: 'flow', password: 'se:cret' }).command('/signal', { name: 'go' });
    expect(asked[0]?.headers.authorization).toBe(`Basic ${btoa('flow:se:cret')}`);
  });

  it('tells a refusal of the engine with its reason', async () => {
    const { url } = await answering(400, '{"type":"RestException","message":"no such variable"}');
    const refusal = createTransport({ url }).command('/task/1/complete');
    await expect(refusal).rejects.toThrow(RemoteRefusal);
    await expect(refusal).rejects.toMatchObject({
      status: 400,
      kind: 'RestException',
      message: expect.stringMatching(/^Expected the engine to carry out POST .*: no such variable$/),
    });
  });

  it.each([
    ['a page of something else', 200, '<html>'],
    ['another shape', 200, '{"version":7}'],
    ['nothing', 204, ''],
  ])('refuses %s as answer, with what to check', async (_, status, body) => {
    const { url } = await answering(status, body);
    const fault = createTransport({ url }).get('/version', Version);
    await expect(fault).rejects.toThrow(RemoteFault);
    await expect(fault).rejects.toThrow(/^Expected the answer of GET .* THROUGHLINE_ENGINE_URL/s);
  });

  it('tells that nobody answers', async () => {
    const fault = createTransport({ url: 'http://127.0.0.1:9' }).get('/version', Version);
    await expect(fault).rejects.toThrow(
      /^Expected an answer from the engine \(GET .*, got .+ THROUGHLINE_ENGINE_URL/,
    );
  });

  it('does not write the password into any text', async () => {
    const { url } = await answering(500, '{"message":null}');
    const refusal = createTransport({ url, user: 'flow', password: 'hidden' }).command('/signal');
    await expect(refusal).rejects.not.toThrow(/hidden/);
    await expect(refusal).rejects.toThrow(/status 500: no reason/);
  });
});
