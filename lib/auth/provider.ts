import * as z from 'zod/mini';
import { type Detail, Health, ProtocolError, phrase } from '../protocol/index.ts';

/** The identity provider of a process server, as the extension uses it. */
export interface Provider {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly prompt: string | null;
  readonly authorization: string;
  readonly token: string;
  readonly revocation: string | null;
}

/** Tokens, or the provider's refusal in its own words. */
export type TokenAnswer =
  | {
      readonly ok: true;
      readonly accessToken: string;
      readonly refreshToken: string | null;
      readonly seconds: number;
    }
  | { readonly ok: false; readonly error: string; readonly description: string };

type Fetch = typeof globalThis.fetch;

const TIMEOUT_MS = 15_000;
/** OAuth's own words for "not now". */
const TRANSIENT = ['server_error', 'temporarily_unavailable', 'slow_down'];

/** The part of the server's health that a sign-in needs. */
const SignInFacts = z.object({ signIn: Health.shape.signIn });
const Discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  revocation_endpoint: z.optional(z.url()),
});
const Tokens = z.object({
  access_token: z.string().check(z.minLength(1)),
  refresh_token: z.optional(z.string()),
  expires_in: z._default(z.number(), 300),
});
const Refusal = z.object({ error: z.string(), error_description: z.optional(z.string()) });

/** Asks the process server who signs people in, and that provider for its addresses. */
export async function discover(server: string, fetch: Fetch): Promise<Provider> {
  const { signIn: facts } = read(SignInFacts, await getJson(`${server}/health`, server, fetch), server);
  const issuer = facts.issuer.replace(/\/$/, '');
  const address = `${issuer}/.well-known/openid-configuration`;
  const found = read(Discovery, await getJson(address, issuer, fetch), issuer);
  if (found.issuer.replace(/\/$/, '') !== issuer) {
    throw unreachable(issuer, `the discovery document of another issuer (${found.issuer})`);
  }
  return {
    ...facts,
    // As the provider writes itself: it comes back as `iss`.
    issuer: found.issuer,
    authorization: found.authorization_endpoint,
    token: found.token_endpoint,
    revocation: found.revocation_endpoint ?? null,
  };
}

/** The address that opens a sign-in. */
export function authorizationUrl(
  provider: Provider,
  request: { redirectUri: string; state: string; challenge: string; prompt: string | null; language: string },
): string {
  const url = new URL(provider.authorization);
  const params = {
    client_id: provider.clientId,
    response_type: 'code',
    redirect_uri: request.redirectUri,
    scope: provider.scope,
    state: request.state,
    code_challenge: request.challenge,
    code_challenge_method: 'S256',
    ui_locales: request.language,
    ...(request.prompt === null ? {} : { prompt: request.prompt }),
  };
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url.href;
}

/** Asks the token endpoint. Throws `server-unreachable` when it could not answer, whatever the reason. */
export async function requestTokens(
  provider: Provider,
  fields: Record<string, string>,
  fetch: Fetch,
): Promise<TokenAnswer> {
  const response = await post(
    provider.token,
    { client_id: provider.clientId, ...fields },
    provider.issuer,
    fetch,
  );
  const body: unknown = await response.json().catch(() => null);
  const tokens = Tokens.safeParse(body);
  if (response.ok && tokens.success) {
    const { access_token, refresh_token, expires_in } = tokens.data;
    return { ok: true, accessToken: access_token, refreshToken: refresh_token ?? null, seconds: expires_in };
  }
  const refusal = Refusal.safeParse(body);
  const passing = response.status >= 500 || response.status === 429;
  if (passing || !refusal.success || TRANSIENT.includes(refusal.data.error)) {
    throw unreachable(provider.issuer, phrase('http-status', { status: String(response.status) }));
  }
  const { error, error_description } = refusal.data;
  return { ok: false, error, description: error_description ?? error };
}

/** Gives a refresh token back. */
export async function revoke(provider: Provider, refreshToken: string, fetch: Fetch): Promise<void> {
  if (provider.revocation === null) return;
  const fields = { client_id: provider.clientId, token: refreshToken, token_type_hint: 'refresh_token' };
  await post(provider.revocation, fields, provider.issuer, fetch);
}

async function getJson(address: string, server: string, fetch: Fetch): Promise<unknown> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS), credentials: 'omit' });
    if (!response.ok) throw new Error(`status ${response.status} from ${address}`);
    return await response.json();
  } catch (error) {
    throw unreachable(server, reasonOf(error));
  }
}

async function post(
  address: string,
  fields: Record<string, string>,
  server: string,
  fetch: Fetch,
): Promise<Response> {
  try {
    return await fetch(address, {
      method: 'POST',
      body: new URLSearchParams(fields),
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw unreachable(server, reasonOf(error));
  }
}

function read<T>(schema: z.ZodMiniType<T>, body: unknown, server: string): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw unreachable(server, phrase('no-sign-in', { fields }));
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const unreachable = (server: string, problem: Detail): ProtocolError =>
  new ProtocolError('server-unreachable', { server, problem });
