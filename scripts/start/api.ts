import { signIn, Visitor } from '../../server/identity/testing.ts';
import { DEMO_PASSWORD, healthOf } from './server.ts';

/** The REST interface of a process server, as one of the demonstration's people. */
export interface Api {
  get<T>(path: string): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
}

/** An answer of the REST interface that says no. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: { code?: string; message?: string; findings?: unknown[] };
  constructor(status: number, body: ApiError['body']) {
    super(body.message ?? `Expected an answer, got HTTP ${status}.`);
    this.status = status;
    this.body = body;
  }
}

/** Signs in through the login page, as a person does, and gives the REST interface. */
export async function connectApi(url: string, login: string): Promise<Api> {
  const token = await accessToken(url, login);
  const send = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new ApiError(response.status, answer);
    return answer;
  };
  return {
    get: (path) => send('GET', path),
    put: (path, body) => send('PUT', path, body),
    post: (path, body) => send('POST', path, body),
  };
}

/** An access token of one of the demonstration's people. */
export async function accessToken(url: string, login: string): Promise<string> {
  const health = await healthOf(url);
  if (!health) throw new Error(`Expected a process server at ${url}, got none.`);
  const tokens = await signIn(new Visitor(url), health.signIn.issuer, login, DEMO_PASSWORD);
  return tokens.access_token;
}
