import '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { createLocalJWKSet, type JWK } from 'jose';
import type { Db } from '../store/store.ts';
import { readAcceptLanguage, textsIn } from '../texts/texts.ts';
import { deleteExpired } from './adapter.ts';
import { createAttempts } from './attempts.ts';
import { type Authenticate, createAuthenticate, remoteKeys } from './authenticate.ts';
import { CLIENT_ID, SIGNED_IN_PATH } from './client.ts';
import { type Keys, loadKeys } from './keys.ts';
import { mountProvider } from './mount-provider.ts';
import { signedInPage } from './pages.ts';
import { createProvider } from './provider.ts';
import type { ExternalIssuer, IdentitySettings } from './settings.ts';

/** What access tokens of the embedded provider are for. It does not depend on the server's address. */
export const AUDIENCE = 'urn:throughline:server';

const CLEAN_EVERY_MS = 10 * 60 * 1000;

export interface IdentityOptions {
  db: Db;
  /** The address under which browsers reach the server, such as `https://flow.example`. */
  publicUrl: string;
  settings: IdentitySettings;
  /** The password that all accounts of a demonstration share: the login page lists them. Null: no demonstration. */
  demoPassword: string | null;
}

/** What the extension must know to sign a person in; `GET /health` tells it. */
export interface SignInFacts {
  issuer: string;
  clientId: string;
  scope: string;
  prompt: string | null;
}

export interface Identity {
  signIn: SignInFacts;
  authenticate: Authenticate;
}

/**
 * Sets up who people are: the embedded provider under `/oidc`, or an external one by its issuer. Call it
 * before the server listens.
 *
 * ```ts
 * const identity = await mountIdentity(app, { db, publicUrl, settings: identitySettings(process.env), demoPassword: null });
 * const { userId } = await identity.authenticate(token);
 * ```
 */
export async function mountIdentity(app: FastifyInstance, options: IdentityOptions): Promise<Identity> {
  const { external } = options.settings;
  app.get(SIGNED_IN_PATH, { schema: { hide: true } }, (request, reply) => {
    const { html, headers } = signedInPage(textsIn(readAcceptLanguage(request.headers['accept-language'])));
    return reply.headers(headers).send(html);
  });
  return external === null ? mountEmbedded(app, options) : useExternal(external, options.db);
}

async function mountEmbedded(app: FastifyInstance, options: IdentityOptions): Promise<Identity> {
  const { db, settings, demoPassword } = options;
  const keys = await loadKeys(db);
  const publicUrl = options.publicUrl.replace(/\/+$/, '');
  const issuer = `${publicUrl}/oidc`;
  const { accessTokenSeconds, moreRedirectUris } = settings;
  const provider = createProvider({
    db,
    keys,
    publicUrl,
    issuer,
    audience: AUDIENCE,
    accessTokenSeconds,
    moreRedirectUris,
  });
  await mountProvider(app, { provider, db, attempts: createAttempts(), demoPassword });

  const cleaning = setInterval(() => {
    deleteExpired(db).catch((error: unknown) => app.log.warn({ error }, 'expired sign-ins not deleted'));
  }, CLEAN_EVERY_MS).unref();
  app.addHook('onClose', async () => clearInterval(cleaning));

  return {
    signIn: { issuer, clientId: CLIENT_ID, scope: 'openid', prompt: null },
    authenticate: createAuthenticate({
      db,
      issuer,
      audience: AUDIENCE,
      keys: publicKeys(keys),
      external: null,
    }),
  };
}

function useExternal(external: ExternalIssuer, db: Db): Identity {
  const { issuer, clientId, audience, scope, prompt } = external;
  return {
    signIn: { issuer, clientId, scope, prompt },
    authenticate: createAuthenticate({ db, issuer, audience, keys: remoteKeys(issuer), external }),
  };
}

const publicKeys = ({ signing }: Keys) =>
  createLocalJWKSet({ keys: signing.map(({ d: _private, ...key }) => key as JWK) });
