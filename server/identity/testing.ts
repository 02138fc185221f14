/** A browser and an extension as far as the sign-in needs them, for tests. */
import { createHash, randomBytes } from 'node:crypto';
import { CHROME_ID, CLIENT_ID } from './client.ts';

export const REDIRECT = `https://${CHROME_ID}.chromiumapp.org/cb`;
export const EXTENSION_ORIGIN = `chrome-extension://${CHROME_ID}`;

export interface Tokens {
  access_token: string;
  refresh_token: string;
  id_token: string;
  expires_in: number;
}

/** Keeps cookies between requests and follows redirects as long as they stay on one server. */
export class Visitor {
  readonly #cookies = new Map<string, { value: string; path: string }>();
  readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** Where a request ends: a page of the server, or the address of another that it redirects to. */
  async visit(url: string, form?: Record<string, string>): Promise<{ url: string; page: Response | null }> {
    let response = await this.#request(url, form);
    let at = url;
    for (let turn = 0; turn < 10 && response.headers.has('location'); turn += 1) {
      at = new URL(response.headers.get('location') ?? '', at).href;
      if (!at.startsWith(this.origin)) return { url: at, page: null };
      response = await this.#request(at);
    }
    return { url: at, page: response };
  }

  async #request(url: string, form?: Record<string, string>): Promise<Response> {
    const { pathname } = new URL(url);
    const sent = [...this.#cookies].filter(([, { path }]) => pathname.startsWith(path));
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        cookie: sent.map(([name, { value }]) => `${name}=${value}`).join('; '),
      },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /path=([^;]+)/i.exec(line)?.[1] ?? '/';
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, { value, path });
    }
    return response;
  }
}

/** The address that a sign-in begins at, and the secret that belongs to it. */
export function authorize(issuer: string, more: Record<string, string> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL(`${issuer}/auth`);
  url.search = new URLSearchParams({
    client_id: CLIENT_ID,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: 'openid',
    state: 'the-state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  }).toString();
  return { url: url.href, verifier };
}

/** Posts to an endpoint of the provider as the extension does. */
export function post(
  url: string,
  fields: Record<string, string>,
  origin = EXTENSION_ORIGIN,
): Promise<Response> {
  const body = new URLSearchParams({ client_id: CLIENT_ID, ...fields });
  return fetch(url, { method: 'POST', body, headers: { origin } });
}

/** Redeems the code in an address that a sign-in returned to. */
export function redeem(issuer: string, returned: string, verifier: string): Promise<Response> {
  const code = new URL(returned).searchParams.get('code') ?? '';
  return post(`${issuer}/token`, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    code_verifier: verifier,
  });
}

export const refresh = (issuer: string, token: string): Promise<Response> =>
  post(`${issuer}/token`, { grant_type: 'refresh_token', refresh_token: token });

/** Signs in through the login page and gives the tokens. */
export async function signIn(
  visitor: Visitor,
  issuer: string,
  login: string,
  password: string,
): Promise<Tokens> {
  const { url, verifier } = authorize(issuer);
  const form = await visitor.visit(url);
  const done = await visitor.visit(form.url, { login, password });
  const response = await redeem(issuer, done.url, verifier);
  if (!response.ok) throw new Error(`Expected tokens, got ${await response.text()} after ${done.url}`);
  return (await response.json()) as Tokens;
}
