import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { type Phrase, ProtocolError, phrase } from '../../lib/protocol/index.ts';
import type { Db } from '../store/store.ts';
import { type Account, createAccount, findAccountBy, refusal, replaceRoles } from './accounts.ts';
import type { ExternalIssuer } from './settings.ts';

/** Who an access token speaks for, and until when. */
export interface Authenticated {
  userId: string;
  expiresAt: Date;
}

/**
 * Checks an access token and finds its account. Throws a `ProtocolError`: `not-signed-in` with what is wrong
 * with the token, `server-unreachable` when an external provider's keys cannot be had now.
 */
export type Authenticate = (token: string) => Promise<Authenticated>;

export interface AuthenticateOptions {
  db: Db;
  issuer: string;
  audience: string;
  /** The keys to check signatures with; `remoteKeys` finds those of an external issuer. */
  keys: JWTVerifyGetKey;
  /** How people of an external issuer become accounts; null: `sub` is the id of an account of ours. */
  external: ExternalIssuer | null;
  now?: () => Date;
}

/** Clocks of two machines differ a little. */
const TOLERANCE_SECONDS = 2;
const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'EdDSA', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];

/**
 * Makes the function that every request and every `hello` is authenticated by.
 *
 * ```ts
 * const { userId, expiresAt } = await authenticate(token);
 * ```
 */
export function createAuthenticate(options: AuthenticateOptions): Authenticate {
  const { db, external } = options;
  return async (token) => {
    const claims = await verify(token, options);
    const account = await (external === null
      ? findAccountBy(db, 'id', claims.sub)
      : findExternal(db, external, claims));
    const problem = refusal(account, claims.iat);
    if (account === null || problem !== null) throw notSignedIn(problem ?? phrase('without-account'));
    if (external?.rolesClaim) await replaceRoles(db, account.id, stringsAt(claims, external.rolesClaim));
    return { userId: account.id, expiresAt: new Date(claims.exp * 1000) };
  };
}

/** Finds an external issuer's keys by its discovery document, on first use, and again when a key is new. */
export function remoteKeys(issuer: string, fetcher: typeof fetch = fetch): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | null = null;
  const discover = async (): Promise<JWTVerifyGetKey> => {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await fetcher(address, { signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new TypeError(`status ${response.status} from ${address}`);
    const { jwks_uri } = z.object({ jwks_uri: z.url() }).parse(await response.json());
    return createRemoteJWKSet(new URL(jwks_uri));
  };
  return async (header, input) => {
    found ??= discover();
    try {
      return await (await found)(header, input);
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) found = null;
      throw error;
    }
  };
}

type Claims = JWTPayload & { sub: string; iat: number; exp: number };
const Required = z.looseObject({ sub: z.string().min(1), iat: z.number(), exp: z.number() });

async function verify(token: string, options: AuthenticateOptions): Promise<Claims> {
  if (token === '') throw notSignedIn(phrase('none'));
  try {
    const { payload } = await jwtVerify(token, options.keys, {
      issuer: options.issuer,
      audience: options.audience,
      algorithms: ALGORITHMS,
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: options.now?.() ?? new Date(),
      // An ID token of the same provider is no access token; other providers do not mark theirs reliably.
      ...(options.external === null ? { typ: 'at+jwt' } : {}),
    });
    return Required.parse(payload);
  } catch (error) {
    throw error instanceof ProtocolError ? error : translate(error, options);
  }
}

function translate(error: unknown, { issuer, audience }: AuthenticateOptions): ProtocolError {
  if (error instanceof errors.JWTExpired) {
    return notSignedIn(
      phrase('expired-at', { at: { moment: new Date(Number(error.payload.exp) * 1000).toISOString() } }),
    );
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const wrong: Record<string, Phrase> = {
      iss: phrase('other-issuer', { issuer }),
      aud: phrase('other-audience', { audience }),
      typ: phrase('another-token'),
    };
    return notSignedIn(wrong[error.claim] ?? phrase('unfit-claim', { claim: error.claim }));
  }
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed) {
    return notSignedIn(phrase('unsigned-token'));
  }
  if (error instanceof z.ZodError)
    return notSignedIn(phrase('without-claims', { claims: 'sub, iat', last: 'exp' }));
  if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) {
    const problem = error instanceof Error ? error.message : String(error);
    return new ProtocolError('server-unreachable', { server: issuer, problem });
  }
  return notSignedIn(phrase('no-token'));
}

async function findExternal(db: Db, external: ExternalIssuer, claims: Claims): Promise<Account | null> {
  const login = stringsAt(claims, external.loginClaim)[0];
  if (login === undefined) throw notSignedIn(phrase('without-claim', { claim: external.loginClaim }));
  const known = await findAccountBy(db, 'login', login);
  if (known !== null || !external.createAccounts) return known;
  const [name = login] = stringsAt(claims, 'name');
  const [email = null] = stringsAt(claims, 'email');
  return createAccount(db, { login, name, email });
}

/** The texts at a claim; dots lead into nested claims, as in `realm_access.roles`. */
function stringsAt(claims: JWTPayload, path: string): string[] {
  const step = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  // A claim's own name may have dots, as a URL has.
  const value = claims[path] ?? path.split('.').reduce(step, claims as unknown);
  return [value].flat().filter((item): item is string => typeof item === 'string' && item !== '');
}

const notSignedIn = (problem: Phrase): ProtocolError => new ProtocolError('not-signed-in', { problem });
