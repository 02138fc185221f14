/** Asks a test server by REST. */
import type { RunningServer } from '../app.ts';
import { tokenOf } from './sign-in.ts';

/** What a route answered. Its shape differs from route to route; the expectations say which. */
export interface RestAnswer {
  status: number;
  headers: Headers;
  text: string;
  body: Record<string, unknown> & unknown[];
}

/** Sends a request in the name of a user; null: of nobody. */
export type Ask = (
  user: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<RestAnswer>;

/** Requests to the server of a test file, which may still be to come. */
export function restOf(server: () => RunningServer): Ask {
  return async (user, method, path, body, headers = {}) => {
    const response = await fetch(`${server().url}${path}`, {
      method,
      headers: {
        ...(user === null ? {} : { authorization: `Bearer ${tokenOf(user)}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    // As it came: `text()` would swallow a byte order mark.
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
  };
}
