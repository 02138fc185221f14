import fastify, { type FastifyInstance } from 'fastify';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProtocolError } from '../../lib/protocol/index.ts';
import { useDatabase } from '../testing/database.ts';
import { endSignIns } from './accounts.ts';
import { deleteExpired } from './adapter.ts';
import { createAuthenticate, remoteKeys } from './authenticate.ts';
import { CLIENT_ID } from './client.ts';
import { AUDIENCE, type Identity, mountIdentity } from './mount.ts';
import { hashPassword } from './passwords.ts';
import { identitySettings } from './settings.ts';
import {
  authorize,
  EXTENSION_ORIGIN,
  post,
  REDIRECT,
  redeem,
  refresh,
  signIn,
  type Tokens,
  Visitor,
} from './testing.ts';

const database = useDatabase();
let app: FastifyInstance;
let identity: Identity;
let issuer: string;
let origin: string;

const PASSWORD = 'a good password';

beforeAll(async () => {
  // The address must be known before the provider is made: take a free port first.
  const probe = fastify();
  origin = await probe.listen({ port: 0, host: '127.0.0.1' });
  await probe.close();
  const { db } = database.store;
  const password_hash = await hashPassword(PASSWORD);
  const account = (login: string, active = true) => ({
    id: `id-${login}`,
    login,
    name: `Ms ${login}`,
    password_hash,
    active,
  });
  await db
    .insertInto('account')
    .values([account('alice'), account('bob'), account('carol'), account('gone', false)])
    .execute();
  app = fastify();
  const settings = identitySettings({});
  identity = await mountIdentity(app, { db, publicUrl: origin, settings, demoPassword: null });
  issuer = identity.signIn.issuer;
  await app.listen({ port: Number(new URL(origin).port), host: '127.0.0.1' });
});

afterAll(() => app.close());

const problemOf = async (attempt: Promise<unknown>) => {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ProtocolError);
  return (error as ProtocolError).wire;
};
const ask = (visitor: Visitor, more: Record<string, string> = {}) =>
  visitor.visit(authorize(issuer, more).url);
const errorOf = async (response: Response) => ((await response.json()) as { error: string }).error;
const enter = (visitor: Visitor, form: { url: string }, login: string, password: string) =>
  visitor.visit(form.url, { login, password });

describe('signing in', () => {
  it('leads from the login page back to the extension with a code, and the code to tokens', async () => {
    const visitor = new Visitor(origin);
    const { url, verifier } = authorize(issuer);
    const form = await visitor.visit(url);
    expect(await form.page?.text()).toContain('to continue to Throughline for the browser');

    const done = await enter(visitor, form, 'alice', PASSWORD);
    expect(done.url.startsWith(`${REDIRECT}?`)).toBe(true);
    expect(new URL(done.url).searchParams.get('state')).toBe('the-state');
    expect(new URL(done.url).searchParams.get('iss')).toBe(issuer);

    const response = await redeem(issuer, done.url, verifier);
    expect(response.headers.get('access-control-allow-origin')).toBe(EXTENSION_ORIGIN);
    const tokens = (await response.json()) as Tokens;
    expect(tokens.expires_in).toBe(600);
    expect(tokens.refresh_token).toMatch(/^.{40,}$/);
    expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(decodeJwt(tokens.access_token)).toMatchObject({ iss: issuer, aud: AUDIENCE, sub: 'id-alice' });

    const { userId, expiresAt } = await identity.authenticate(tokens.access_token);
    expect(userId).toBe('id-alice');
    expect(expiresAt.getTime()).toBe((decodeJwt(tokens.access_token).exp ?? 0) * 1000);
  });

  it('asks nothing of a person who is signed in already, not even visibly', async () => {
    const visitor = new Visitor(origin);
    await signIn(visitor, issuer, 'alice', PASSWORD);
    const { url, verifier } = authorize(issuer, { prompt: 'none' });
    const done = await visitor.visit(url);
    const tokens = (await (await redeem(issuer, done.url, verifier)).json()) as Tokens;
    expect((await identity.authenticate(tokens.access_token)).userId).toBe('id-alice');
    expect((await refresh(issuer, tokens.refresh_token)).status).toBe(200);
  });

  it('answers a silent request of nobody with login_required', async () => {
    const { url } = await ask(new Visitor(origin), { prompt: 'none' });
    expect(new URL(url).searchParams.get('error')).toBe('login_required');
  });

  it('says what to do after a wrong password, keeps the login and tells nobody who exists', async () => {
    const visitor = new Visitor(origin);
    const form = await ask(visitor);
    const wrong = await (await enter(visitor, form, 'alice', 'wrong')).page?.text();
    const unknown = await (await enter(visitor, form, 'nobody', 'wrong')).page?.text();
    expect(wrong).toContain('do not fit together. Check both and try again');
    expect(wrong).toContain('value="alice"');
    expect(unknown?.replaceAll('nobody', 'alice')).toBe(wrong);
    expect((await enter(visitor, form, 'alice', PASSWORD)).url).toContain('code=');
  });

  it('makes a login wait after five wrong passwords, even with the right one', async () => {
    const visitor = new Visitor(origin);
    const form = await ask(visitor);
    for (let turn = 0; turn < 5; turn += 1) await enter(visitor, form, 'carol', `wrong ${turn}`);
    const page = await (await enter(visitor, form, 'carol', PASSWORD)).page?.text();
    expect(page).toMatch(/too many wrong passwords. Wait \d+ seconds, then try again/);
  });

  it('refuses an account that is switched off', async () => {
    const visitor = new Visitor(origin);
    const { page } = await enter(visitor, await ask(visitor), 'gone', PASSWORD);
    expect(await page?.text()).toContain('This account is switched off.');
  });

  it('lets another person sign in where one is signed in', async () => {
    const visitor = new Visitor(origin);
    await signIn(visitor, issuer, 'alice', PASSWORD);
    const { url, verifier } = authorize(issuer, { prompt: 'login' });
    const handover = await enter(visitor, await visitor.visit(url), 'bob', PASSWORD);
    const html = (await handover.page?.text()) ?? '';
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const done = await visitor.visit(`${issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
    const tokens = (await (await redeem(issuer, done.url, verifier)).json()) as Tokens;
    expect((await identity.authenticate(tokens.access_token)).userId).toBe('id-bob');
  });

  it('shows a page that says so when the sign-in is not of this browser', async () => {
    const { url } = await ask(new Visitor(origin));
    const { page } = await new Visitor(origin).visit(url);
    expect(await page?.text()).toContain('This sign-in was begun too long ago, in another browser');
  });

  it('speaks the language that the extension asks for', async () => {
    const { page, url } = await ask(new Visitor(origin), { ui_locales: 'de-AT de' });
    expect(await page?.text()).toContain('<html lang="de" dir="ltr">');
    expect(url).toContain('/interaction/');
  });

  it('speaks the language of the browser where nobody asks for one', async () => {
    const answer = await fetch(`${origin}/signed-in`, {
      headers: { 'accept-language': 'fr, de;q=0.8, en;q=0.7' },
    });
    expect(await answer.text()).toContain('Sie sind angemeldet');
    const refused = await fetch(`${issuer}/auth?client_id=nobody`, { headers: { 'accept-language': 'de' } });
    expect(await refused.text()).toContain('Diese Anmeldung geht nicht weiter');
  });

  it('sends its pages with a policy that allows no script and no frame', async () => {
    const { page } = await ask(new Visitor(origin));
    const policy = page?.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`form-action 'self' ${new URL(REDIRECT).origin};`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(await page?.text()).not.toContain('<script');
  });
});

describe('who may ask', () => {
  it('does not redirect to an address that is not registered', async () => {
    const { page, url } = await ask(new Visitor(origin), { redirect_uri: 'https://evil.example/cb' });
    expect(url.startsWith(issuer)).toBe(true);
    expect(page?.status).toBe(400);
    expect(await page?.text()).toContain('did not match');
  });

  it('demands PKCE', async () => {
    const { url } = await ask(new Visitor(origin), { code_challenge: '', code_challenge_method: '' });
    expect(new URL(url).searchParams.get('error')).toBe('invalid_request');
  });

  it('gives no token to a wrong PKCE secret, nor for a code used before', async () => {
    const visitor = new Visitor(origin);
    await signIn(visitor, issuer, 'bob', PASSWORD);
    const first = authorize(issuer);
    const code = (await visitor.visit(first.url)).url;
    expect(await errorOf(await redeem(issuer, code, 'x'.repeat(43)))).toBe('invalid_grant');
    expect((await redeem(issuer, code, first.verifier)).status).toBe(200);
    expect(await errorOf(await redeem(issuer, code, first.verifier))).toBe('invalid_grant');
  });

  it.each(['https://crm.example', `chrome-extension://${'a'.repeat(32)}`])(
    'refuses the token endpoint to %s',
    async (other) => {
      const response = await post(
        `${issuer}/token`,
        { grant_type: 'refresh_token', refresh_token: 'x' },
        other,
      );
      expect(response.status).toBe(400);
      expect(response.headers.has('access-control-allow-origin')).toBe(false);
    },
  );

  it('lets the extension read the discovery document, which names public addresses only', async () => {
    const headers = {
      origin: EXTENSION_ORIGIN,
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'ftp',
    };
    const response = await fetch(`${issuer}/.well-known/openid-configuration`, { headers });
    expect(response.headers.get('access-control-allow-origin')).toBe(EXTENSION_ORIGIN);
    const found = (await response.json()) as Record<string, unknown>;
    expect(found).toMatchObject({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      revocation_endpoint: `${issuer}/token/revocation`,
    });
    expect(JSON.stringify(found)).not.toContain('evil.example');
  });
});

describe('staying signed in', () => {
  it('gives a new refresh token with each renewal', async () => {
    const first = await signIn(new Visitor(origin), issuer, 'alice', PASSWORD);
    const second = (await (await refresh(issuer, first.refresh_token)).json()) as Tokens;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await identity.authenticate(second.access_token)).userId).toBe('id-alice');
  });

  it('ends the whole grant when an old refresh token is used again', async () => {
    const first = await signIn(new Visitor(origin), issuer, 'alice', PASSWORD);
    const second = (await (await refresh(issuer, first.refresh_token)).json()) as Tokens;
    expect(await errorOf(await refresh(issuer, first.refresh_token))).toBe('invalid_grant');
    expect(await errorOf(await refresh(issuer, second.refresh_token))).toBe('invalid_grant');
  });

  it('gives one of many renewals at once a token, whatever their order', async () => {
    const { refresh_token } = await signIn(new Visitor(origin), issuer, 'alice', PASSWORD);
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(issuer, refresh_token)));
    expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(1);
    for (const answer of answers) if (!answer.ok) expect(await errorOf(answer)).toBe('invalid_grant');
  });

  it('keeps its keys: a second server on the same database accepts the tokens of the first', async () => {
    const { access_token } = await signIn(new Visitor(origin), issuer, 'alice', PASSWORD);
    const other = fastify();
    const settings = identitySettings({});
    const again = await mountIdentity(other, {
      db: database.store.db,
      publicUrl: `${origin}/`,
      settings,
      demoPassword: null,
    });
    expect((await again.authenticate(access_token)).userId).toBe('id-alice');
    await other.close();
  });

  it('gives tokens that a server elsewhere can check by the issuer alone', async () => {
    const { access_token } = await signIn(new Visitor(origin), issuer, 'alice', PASSWORD);
    const { db } = database.store;
    const keys = remoteKeys(issuer);
    const elsewhere = createAuthenticate({ db, issuer, audience: AUDIENCE, keys, external: null });
    expect((await elsewhere(access_token)).userId).toBe('id-alice');
  });

  it('survives the deletion of what has expired', async () => {
    const { refresh_token } = await signIn(new Visitor(origin), issuer, 'alice', PASSWORD);
    const { db } = database.store;
    const past = new Date(0);
    const row = { model: 'Session', id: 'old', payload: '{}', grant_id: null, user_code: null, uid: null };
    await db
      .insertInto('oidc_payload')
      .values({ ...row, expires_at: past, consumed_at: null })
      .execute();
    await deleteExpired(db);
    expect(await db.selectFrom('oidc_payload').where('id', '=', 'old').selectAll().execute()).toEqual([]);
    expect((await refresh(issuer, refresh_token)).status).toBe(200);
  });
});

describe('signing out', () => {
  it('ends the refresh token and the session of the browser', async () => {
    const visitor = new Visitor(origin);
    const tokens = await signIn(visitor, issuer, 'alice', PASSWORD);
    const answer = await post(`${issuer}/token/revocation`, { token: tokens.refresh_token });
    expect(answer.status).toBe(200);
    expect(await errorOf(await refresh(issuer, tokens.refresh_token))).toBe('invalid_grant');
    const { url } = await ask(visitor, { prompt: 'none' });
    expect(new URL(url).searchParams.get('error')).toBe('login_required');
  });

  it('of an administrator ends every token and session of the account, and a new sign-in counts at once', async () => {
    const visitor = new Visitor(origin);
    const tokens = await signIn(visitor, issuer, 'bob', PASSWORD);
    await endSignIns(database.store.db, 'id-bob');

    const wire = await problemOf(identity.authenticate(tokens.access_token));
    expect(wire.code).toBe('not-signed-in');
    expect(wire.message).toContain('from before the sign-ins of this account were ended');
    expect(await errorOf(await refresh(issuer, tokens.refresh_token))).toBe('invalid_grant');
    const { url } = await ask(visitor, { prompt: 'none' });
    expect(new URL(url).searchParams.get('error')).toBe('login_required');

    const fresh = await signIn(visitor, issuer, 'bob', PASSWORD);
    expect((await identity.authenticate(fresh.access_token)).userId).toBe('id-bob');
  });

  it('happens to an account that is switched off while it is signed in', async () => {
    const { db } = database.store;
    const visitor = new Visitor(origin);
    const tokens = await signIn(visitor, issuer, 'bob', PASSWORD);
    const set = (active: boolean) =>
      db.updateTable('account').set({ active }).where('id', '=', 'id-bob').execute();
    await set(false);
    const wire = await problemOf(identity.authenticate(tokens.access_token));
    expect(wire.message).toContain('an account that is switched off');
    expect(await errorOf(await refresh(issuer, tokens.refresh_token))).toBe('invalid_grant');
    // Also the session of the browser asks anew, instead of failing.
    expect((await ask(visitor)).url).toContain('/interaction/');
    await set(true);
  });
});

describe('the table of the provider', () => {
  it('holds no passwords and no access tokens', async () => {
    const tokens = await signIn(new Visitor(origin), issuer, 'alice', PASSWORD);
    const rows = JSON.stringify(await database.store.db.selectFrom('oidc_payload').selectAll().execute());
    expect(rows).toContain(CLIENT_ID);
    expect(rows).not.toContain(PASSWORD);
    expect(rows).not.toContain(tokens.access_token);
  });
});
