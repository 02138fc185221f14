import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type ApiAnswer, answer } from './api.ts';
import { fileFor, type PageFile, pageFor } from './pages.ts';
import { openStore, type Store } from './store.ts';

const BODY_LIMIT = 200_000;

/** The key of programs. Pages need none; who names a key must name this one. */
export const API_KEY = 'demo-key';

/** The demo CRM while it answers. */
export interface DemoCrm {
  origin: string;
  close(): Promise<void>;
}

class TooLarge extends Error {}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > BODY_LIMIT) throw new TooLarge();
  }
  return text === '' ? undefined : JSON.parse(text);
}

/** The name that was picked at the top of the page; no sign-in is needed here. */
function personOf(request: IncomingMessage): string {
  const found = /(?:^|;\s*)person=([^;]*)/.exec(request.headers.cookie ?? '');
  return found?.[1] ? decodeURIComponent(found[1]) : 'Alice Ames';
}

async function api(store: Store, request: IncomingMessage, url: URL): Promise<ApiAnswer> {
  const refuse = (status: number, code: string, message: string) => ({
    status,
    body: { error: { code, message } },
  });
  const { authorization } = request.headers;
  if (authorization !== undefined && authorization !== `Bearer ${API_KEY}`) {
    return refuse(401, 'wrong_key', `Expected "Bearer ${API_KEY}" or no Authorization header at all.`);
  }
  const writes = request.method !== 'GET' && request.method !== 'DELETE';
  // A form of another site cannot send this content type, so it cannot write here.
  if (writes && !request.headers['content-type']?.startsWith('application/json')) {
    return refuse(415, 'not_json', 'Expected the content type application/json.');
  }
  let body: unknown;
  try {
    body = await readBody(request);
  } catch (error) {
    if (error instanceof TooLarge)
      return refuse(413, 'too_large', `Expected at most ${BODY_LIMIT} characters.`);
    return refuse(400, 'not_json', 'Expected a JSON body, got something that JSON.parse refuses.');
  }
  const path = url.pathname.slice('/api/'.length).split('/').map(decodeURIComponent);
  const method = request.method ?? 'GET';
  return answer(store, { method, path, query: url.searchParams, body, who: personOf(request) });
}

function sendJson(response: ServerResponse, { status, body }: ApiAnswer): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function sendPage(response: ServerResponse, { status, headers, text }: PageFile): void {
  response.writeHead(status, {
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(text);
}

async function handle(store: Store, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://crm.invalid');
  if (url.pathname.startsWith('/api/')) return sendJson(response, await api(store, request, url));
  sendPage(response, fileFor(url) ?? pageFor(url));
}

/**
 * Starts the demo CRM on 127.0.0.1.
 *
 * @example
 * const crm = await startDemoCrm({ folder: '.data/crm-demo', port: 0 });
 * await fetch(`${crm.origin}/api/leads/1`);
 * await crm.close();
 */
export async function startDemoCrm(options: { folder: string; port: number }): Promise<DemoCrm> {
  const store = openStore(options.folder);
  const server = createServer((request, response) => {
    handle(store, request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('Expected a TCP port, got none.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
