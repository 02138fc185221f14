import fastify, { type FastifyInstance } from 'fastify';
import {
  type CryptoKey,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ProtocolError, type WireError } from '../../lib/protocol/index.ts';
import { useDatabase } from '../testing/database.ts';
import { type Authenticate, createAuthenticate, remoteKeys } from './authenticate.ts';
import type { ExternalIssuer } from './settings.ts';

const database = useDatabase();
const NOW = new Date('2026-03-01T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const AUDIENCE = 'urn:test';

let issuer: string;
let provider: FastifyInstance;
let key: CryptoKey;
let strange: CryptoKey;
let requests: string[] = [];

const token = (claims: JWTPayload = {}, signer = key, typ = 'at+jwt') =>
  new SignJWT({
    iss: issuer,
    aud: AUDIENCE,
    sub: 'id-alice',
    iat: SECONDS - 10,
    exp: SECONDS + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'k', typ })
    .sign(signer);

const endless = () =>
  new SignJWT({ iss: issuer, aud: AUDIENCE, sub: 'id-alice', iat: SECONDS })
    .setProtectedHeader({ alg: 'ES256', kid: 'k', typ: 'at+jwt' })
    .sign(key);

async function problemOf(attempt: Promise<unknown>): Promise<WireError> {
  const thrown = await attempt.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(ProtocolError);
  return (thrown as ProtocolError).wire;
}

beforeAll(async () => {
  const pair = await generateKeyPair('ES256');
  key = pair.privateKey;
  strange = (await generateKeyPair('ES256')).privateKey;
  const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'ES256' }] };
  provider = fastify();
  provider.addHook('onRequest', async ({ url }) => void requests.push(url));
  provider.get('/realm/.well-known/openid-configuration', async () => ({ jwks_uri: `${issuer}/keys` }));
  provider.get('/realm/keys', async () => jwks);
  issuer = `${await provider.listen({ port: 0, host: '127.0.0.1' })}/realm`;
  const { db } = database.store;
  await db
    .insertInto('account')
    .values([
      { id: 'id-alice', login: 'alice', name: 'Alice' },
      { id: 'id-off', login: 'off', name: 'Off', active: false },
      { id: 'id-ended', login: 'ended', name: 'Ended', tokens_valid_after: NOW },
    ])
    .execute();
  await db
    .insertInto('role')
    .values([
      { id: 'sales', name: 'Sales' },
      { id: 'support', name: 'Support' },
    ])
    .execute();
});
afterAll(() => provider.close());
beforeEach(() => {
  requests = [];
});

const own = async (): Promise<Authenticate> => {
  const { keys } = (await (await fetch(`${issuer}/keys`)).json()) as { keys: JWK[] };
  const local = createLocalJWKSet({ keys });
  return createAuthenticate({
    db: database.store.db,
    issuer,
    audience: AUDIENCE,
    keys: local,
    external: null,
    now: () => NOW,
  });
};

describe('a token of our own provider', () => {
  it('speaks for its account until it expires', async () => {
    expect(await (await own())(await token())).toEqual({
      userId: 'id-alice',
      expiresAt: new Date((SECONDS + 60) * 1000),
    });
  });

  it.each<[string, () => Promise<string>, string]>([
    ['expired', () => token({ exp: SECONDS - 3 }), 'one that expired at 2026-03-01T11:59:57.000Z'],
    ['for another audience', () => token({ aud: 'urn:other' }), 'one for another audience than urn:test'],
    ['of another issuer', () => token({ iss: 'https://other.example' }), 'one of another issuer than'],
    ['signed by somebody else', () => token({}, strange), 'one that this issuer did not sign'],
    ['an ID token', () => token({}, key, 'JWT'), 'one that is no access token'],
    ['without an expiry', () => endless(), 'one without the claims sub, iat and exp'],
    ['of an unknown account', () => token({ sub: 'nobody' }), 'an account that the server does not know'],
    ['of an account that is off', () => token({ sub: 'id-off' }), 'an account that is switched off'],
    [
      'older than a revocation',
      () => token({ sub: 'id-ended' }),
      'from before the sign-ins of this account were',
    ],
    ['no token at all', async () => 'x.y.z', 'something that is no access token'],
    ['empty', async () => '', 'got none.'],
  ])('is refused when it is %s', async (_, make, text) => {
    const wire = await problemOf((await own())(await make()));
    expect(wire.code).toBe('not-signed-in');
    expect(wire.message).toContain(text);
  });

  it('is refused when nobody signed it', async () => {
    const parts = [
      { alg: 'none' },
      { iss: issuer, aud: AUDIENCE, sub: 'id-alice', iat: SECONDS, exp: SECONDS + 60 },
    ];
    const unsigned = `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;
    expect((await problemOf((await own())(unsigned))).code).toBe('not-signed-in');
  });

  it('counts again once it is newer than the revocation', async () => {
    const authenticate = await own();
    expect((await authenticate(await token({ sub: 'id-ended', iat: SECONDS }))).userId).toBe('id-ended');
  });
});

describe('a token of another provider', () => {
  const external = (more: Partial<ExternalIssuer> = {}): Authenticate =>
    createAuthenticate({
      db: database.store.db,
      issuer,
      audience: AUDIENCE,
      keys: remoteKeys(issuer),
      external: {
        issuer,
        audience: AUDIENCE,
        clientId: 'c',
        scope: 'openid',
        prompt: null,
        loginClaim: 'preferred_username',
        createAccounts: false,
        rolesClaim: null,
        ...more,
      },
      now: () => NOW,
    });
  const person = (claims: JWTPayload = {}) =>
    token({ sub: 'f3a1', preferred_username: 'alice', ...claims }, key, 'JWT');
  const rolesOf = async (account: string) => {
    const rows = await database.store.db
      .selectFrom('account_role')
      .select('role')
      .where('account', '=', account)
      .orderBy('role')
      .execute();
    return rows.map(({ role }) => role);
  };

  it('is checked with the keys that its discovery document names, fetched once', async () => {
    const authenticate = external();
    expect((await authenticate(await person())).userId).toBe('id-alice');
    await authenticate(await person());
    expect(requests).toEqual(['/realm/.well-known/openid-configuration', '/realm/keys']);
  });

  it('finds the account by the claim that the settings name', async () => {
    const authenticate = external({ loginClaim: 'nick' });
    expect((await authenticate(await person({ nick: 'alice' }))).userId).toBe('id-alice');
    const wire = await problemOf(authenticate(await person()));
    expect(wire.message).toContain('one without the claim nick');
  });

  it('refuses people without an account, unless the settings let it make one', async () => {
    const claims = { preferred_username: 'dora', name: 'Dora Day', email: 'dora@example.com' };
    const wire = await problemOf(external()(await person(claims)));
    expect(wire.message).toContain('an account that the server does not know');

    const authenticate = external({ createAccounts: true });
    const twice = await Promise.all([authenticate(await person(claims)), authenticate(await person(claims))]);
    expect(twice[0]?.userId).toBe(twice[1]?.userId);
    const rows = database.store.db.selectFrom('account').select(['name', 'email', 'password_hash']);
    expect(await rows.where('login', '=', 'dora').execute()).toEqual([
      { name: 'Dora Day', email: 'dora@example.com', password_hash: null },
    ]);
  });

  it('takes the roles from a claim, however deep, by id or name, and leaves out what it does not know', async () => {
    const authenticate = external({ rolesClaim: 'realm_access.roles' });
    await authenticate(await person({ realm_access: { roles: ['sales', 'Support', 'offline_access'] } }));
    expect(await rolesOf('id-alice')).toEqual(['sales', 'support']);
    await authenticate(await person({ realm_access: { roles: ['support'] } }));
    expect(await rolesOf('id-alice')).toEqual(['support']);
    await external()(await person());
    expect(await rolesOf('id-alice')).toEqual(['support']);
  });

  it('can be tried again when the provider could not be reached', async () => {
    let up = false;
    const keys = remoteKeys(issuer, (...args) =>
      up ? fetch(...args) : Promise.reject(new TypeError('fetch failed')),
    );
    const authenticate = createAuthenticate({
      db: database.store.db,
      issuer,
      audience: AUDIENCE,
      keys,
      external: null,
      now: () => NOW,
    });
    const wire = await problemOf(authenticate(await token()));
    expect(wire).toMatchObject({ code: 'server-unreachable', retryable: true });
    up = true;
    expect((await authenticate(await token())).userId).toBe('id-alice');
  });
});
