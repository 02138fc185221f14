import Provider, {
  type Configuration,
  errors,
  interactionPolicy,
  type JWKS,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import type { Db } from '../store/store.ts';
import { readAcceptLanguage, textsIn } from '../texts/texts.ts';
import { findAccountBy, refusal } from './accounts.ts';
import { createAdapter } from './adapter.ts';
import { CLIENT_ID, CLIENT_NAME, isExtensionOrigin, redirectUris } from './client.ts';
import type { Keys } from './keys.ts';
import { errorPage } from './pages.ts';

const DAY = 24 * 60 * 60;

export interface ProviderOptions {
  db: Db;
  keys: Keys;
  publicUrl: string;
  issuer: string;
  /** What access tokens are for: the process server's own address. */
  audience: string;
  accessTokenSeconds: number;
  /** Addresses of other builds of the extension. */
  moreRedirectUris: readonly string[];
}

/** The embedded identity provider: accounts from our own tables, one known client, the extension. */
export function createProvider(options: ProviderOptions): Provider {
  const { issuer, db } = options;
  const provider = new Provider(issuer, {
    ...whoAsks(options),
    ...whatIsIssued(options),
    adapter: (model: string) => createAdapter(db, model),
    jwks: { keys: options.keys.signing } as JWKS,
    cookies: {
      // Cookies know no port: names of our own keep them apart from those of a CRM on the same machine.
      names: {
        session: 'throughline_session',
        interaction: 'throughline_sign_in',
        resume: 'throughline_resume',
      },
      keys: options.keys.cookies,
    },
    findAccount: async (ctx, id, token) => {
      const account = await findAccountBy(db, 'id', id);
      // Without a token the session asks, which is as old as its login.
      const issuedAt = token?.iat ?? ctx.oidc.session?.loginTs ?? 0;
      if (account === null || refusal(account, issuedAt) !== null) return undefined;
      const { login, name, email } = account;
      return { accountId: id, claims: () => ({ sub: id, preferred_username: login, name, email }) };
    },
    interactions: {
      url: (_ctx, interaction) => `${new URL(issuer).pathname}/interaction/${interaction.uid}`,
      policy: policy(),
    },
    renderError: (ctx, out) => {
      const texts = textsIn(readAcceptLanguage(ctx.get('accept-language')));
      // What the provider says is for whoever has set it up.
      const page = errorPage(texts, texts.text('signInRefused', out.error_description ?? out.error));
      ctx.type = 'html';
      ctx.set(page.headers);
      ctx.body = page.html;
    },
  });
  // Addresses come from the public URL alone, never from what a request claims; see `mountProvider`.
  provider.proxy = true;
  return provider;
}

function whoAsks({ publicUrl, moreRedirectUris }: ProviderOptions): Partial<Configuration> {
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        client_name: CLIENT_NAME,
        // Not `native`: that would forbid silent renewal.
        application_type: 'web',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: redirectUris(publicUrl, moreRedirectUris),
        id_token_signed_response_alg: 'ES256',
      },
    ],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    clientBasedCORS: (_ctx, origin) => isExtensionOrigin(origin, moreRedirectUris),
    pkce: { required: () => true },
  };
}

function whatIsIssued({ audience, accessTokenSeconds }: ProviderOptions): Partial<Configuration> {
  return {
    scopes: ['openid'],
    claims: { openid: ['sub', 'name', 'preferred_username', 'email'] },
    responseTypes: ['code'],
    rotateRefreshToken: true,
    // Our own client needs no consent, so `offline_access`, which demands it, is not asked for.
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => false,
    loadExistingGrant: (ctx) => grantFor(ctx, audience),
    ttl: {
      Interaction: 60 * 60,
      AuthorizationCode: 60,
      AccessToken: accessTokenSeconds,
      IdToken: 60 * 60,
      // Each renewal starts these fourteen days anew; the grant ends them for good.
      RefreshToken: 14 * DAY,
      Session: 14 * DAY,
      Grant: 180 * DAY,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: { enabled: true, allowedPolicy: endSessionToo },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => {
          if (resource !== audience) throw new errors.InvalidTarget();
          return {
            scope: '',
            audience,
            accessTokenTTL: accessTokenSeconds,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
    },
  };
}

/** Our own client is trusted with its scopes: a grant is made where there is none. */
async function grantFor(ctx: KoaContextWithOIDC, audience: string) {
  const { client, session, provider, account } = ctx.oidc;
  if (client === undefined || session === undefined || account === undefined) return undefined;
  const known = session.grantIdFor(client.clientId);
  const kept = known === undefined ? undefined : await provider.Grant.find(known);
  if (kept !== undefined && kept.accountId === account.accountId) return kept;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: account.accountId });
  grant.addOIDCScope('openid');
  grant.addOIDCClaims(['sub', 'name', 'preferred_username', 'email']);
  grant.addResourceScope(audience, '');
  await grant.save();
  return grant;
}

/** Signing out gives back the refresh token; the browser's session at the provider ends with it. */
const endSessionToo: NonNullable<
  NonNullable<NonNullable<Configuration['features']>['revocation']>['allowedPolicy']
> = async (ctx, client, token) => {
  if (token.clientId !== client.clientId) return false;
  const uid = token.kind === 'RefreshToken' && 'sessionUid' in token ? token.sessionUid : undefined;
  if (typeof uid === 'string') await (await ctx.oidc.provider.Session.findByUid(uid))?.destroy();
  return true;
};

/** The usual policy, and: a session whose account is gone, switched off or ended has to sign in anew. */
function policy() {
  const prompts = interactionPolicy.base();
  prompts.remove('consent');
  prompts
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check(
        'account_ended',
        'the account of this session has to sign in anew',
        'login_required',
        (ctx) => ctx.oidc.session?.accountId !== undefined && ctx.oidc.account === undefined,
      ),
    );
  return prompts;
}
