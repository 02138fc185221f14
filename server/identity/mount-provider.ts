import '@fastify/swagger';
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { z } from 'zod';
import { ProtocolError } from '../../lib/protocol/index.ts';
import type { Db } from '../store/store.ts';
import { readAcceptLanguage, type TextKey, type Texts, textsIn } from '../texts/texts.ts';
import { findAccountBy, listLogins, msUntilCounted } from './accounts.ts';
import type { Attempts } from './attempts.ts';
import { CLIENT_NAME } from './client.ts';
import { errorPage, type LoginPage, loginPage, type Page } from './pages.ts';
import { verifyPassword } from './passwords.ts';

export interface MountOptions {
  provider: Provider;
  db: Db;
  attempts: Attempts;
  demoPassword: string | null;
}

type Params = { Params: { uid: string } };

/** Puts the provider and its login page under the path of its issuer. */
export async function mountProvider(app: FastifyInstance, options: MountOptions): Promise<void> {
  const prefix = new URL(options.provider.issuer).pathname;
  await app.register((scope) => mountLogin(scope, options), { prefix });
  await app.register((scope) => mountEndpoints(scope, options.provider, prefix), { prefix });
}

async function mountLogin(scope: FastifyInstance, options: MountOptions): Promise<void> {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 10_000 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  scope.addHook('onRequest', async (request) => speakForPublicUrl(request, options.provider));
  scope.setErrorHandler(async (error, request, reply) => {
    const texts = textsFor(request);
    const fail = (key: TextKey, status?: number) => send(reply, errorPage(texts, texts.text(key)), status);
    if (error instanceof ProtocolError && error.wire.code === 'rate-exceeded') return fail('signInBusy');
    if (!(error instanceof errors.SessionNotFound)) {
      request.log.error({ error }, 'sign-in page failed');
      return fail('signInFault', 500);
    }
    return fail('signInOver');
  });
  const hidden = { schema: { hide: true } };
  scope.get<Params>('/interaction/:uid', hidden, async (request, reply) => {
    return send(reply, await ask(options, request, reply, { login: '', problem: null }));
  });
  scope.post<Params>('/interaction/:uid', hidden, (request, reply) => takeLogin(options, request, reply));
}

/** Everything else is the provider's own; it reads the body itself. */
async function mountEndpoints(scope: FastifyInstance, provider: Provider, prefix: string): Promise<void> {
  const handle = provider.callback();
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
  scope.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/*',
    schema: { hide: true },
    handler: async (request, reply) => {
      speakForPublicUrl(request, provider);
      const url = request.raw.url ?? '/';
      // The provider finds out where it is mounted by comparing the two.
      Object.assign(request.raw, { originalUrl: url, url: url.slice(prefix.length) });
      reply.hijack();
      await handle(request.raw, reply.raw);
    },
  });
}

/** The provider builds addresses and decides on secure cookies by these; a client must not set them. */
function speakForPublicUrl(request: FastifyRequest, provider: Provider): void {
  const { protocol, host } = new URL(provider.issuer);
  request.raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  request.raw.headers['x-forwarded-host'] = host;
}

/** A revocation lies in the future only by the clock of another server. */
const LONGEST_WAIT_MS = 5000;

const LoginForm = z.object({ login: z.string().max(200), password: z.string().max(1000) });

async function takeLogin(options: MountOptions, request: FastifyRequest<Params>, reply: FastifyReply) {
  const { provider, db, attempts } = options;
  const { params } = await interaction(options, request, reply);
  const { text, counted } = textsFor(request, params);
  const form = LoginForm.safeParse(request.body);
  const { login, password } = form.success ? form.data : { login: '', password: '' };
  const refuse = async (words: string, field: 'password' | null) =>
    send(reply, await ask(options, request, reply, { login, problem: { text: words, field } }));

  const waitMs = attempts.begin(login, request.ip);
  if (waitMs > 0) return refuse(counted('signInWait', Math.ceil(waitMs / 1000)), null);
  const account = await findAccountBy(db, 'login', login.trim());
  if (!(await verifyPassword(password, account?.passwordHash ?? null)) || account === null) {
    return refuse(text('signInMisfit'), 'password');
  }
  attempts.succeeded(login, request.ip);
  if (!account.active) return refuse(text('signInOff'), null);

  const waitForSecond = msUntilCounted(account, Date.now());
  if (waitForSecond > 0) await setTimeout(Math.min(waitForSecond, LONGEST_WAIT_MS));
  reply.hijack();
  await provider.interactionFinished(request.raw, reply.raw, { login: { accountId: account.id } });
  return reply;
}

async function ask(
  options: MountOptions,
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  shown: Pick<LoginPage, 'login' | 'problem'>,
): Promise<Page> {
  const { params } = await interaction(options, request, reply);
  const { db, demoPassword } = options;
  return loginPage(textsFor(request, params), {
    ...shown,
    application: CLIENT_NAME,
    action: new URL(request.url, options.provider.issuer).pathname,
    returnTo: String(params.redirect_uri ?? ''),
    demo: demoPassword === null ? null : { accounts: await listLogins(db), password: demoPassword },
  });
}

/** What the extension asks for goes before what the browser wants. */
function textsFor({ headers }: FastifyRequest, params: { ui_locales?: unknown } = {}): Texts {
  const asked = String(params.ui_locales ?? '').split(' ');
  return textsIn([...asked, ...readAcceptLanguage(headers['accept-language'])]);
}

/** The sign-in that this page belongs to, by the browser's cookie. */
async function interaction({ provider }: MountOptions, request: FastifyRequest<Params>, reply: FastifyReply) {
  const found = await provider.interactionDetails(request.raw, reply.raw);
  if (found.uid !== request.params.uid) throw new errors.SessionNotFound('another sign-in is under way');
  return found;
}

/**
 * The status is 200 even where something is wrong: Chrome closes a sign-in window that gets an error status,
 * and the person would never read why.
 */
function send(reply: FastifyReply, page: Page, status = 200): FastifyReply {
  return reply.code(status).headers(page.headers).send(page.html);
}
