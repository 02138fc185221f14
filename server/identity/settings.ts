import { z } from 'zod';
import { CLIENT_ID } from './client.ts';

/** A provider that somebody else runs, and how its people become our accounts. */
export interface ExternalIssuer {
  issuer: string;
  clientId: string;
  audience: string;
  scope: string;
  prompt: string | null;
  /** The claim whose value is the account's login. */
  loginClaim: string;
  /** Make an account for a person who is not known yet. */
  createAccounts: boolean;
  /** The claim that lists the person's roles; null: our own table says. */
  rolesClaim: string | null;
}

export interface IdentitySettings {
  /** Null: the embedded provider. */
  external: ExternalIssuer | null;
  accessTokenSeconds: number;
  moreRedirectUris: string[];
}

const list = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');
const flag = z.enum(['0', '1']).transform((text) => text === '1');
const Url = z.url({ protocol: /^https?$/ });

const Environment = z
  .object({
    THROUGHLINE_OIDC_ISSUER: Url.optional(),
    THROUGHLINE_OIDC_CLIENT_ID: z.string().min(1).default(CLIENT_ID),
    THROUGHLINE_OIDC_AUDIENCE: z.string().min(1).optional(),
    THROUGHLINE_OIDC_SCOPE: z.string().default('openid offline_access'),
    THROUGHLINE_OIDC_PROMPT: z.string().min(1).optional(),
    THROUGHLINE_OIDC_LOGIN_CLAIM: z.string().min(1).default('preferred_username'),
    THROUGHLINE_OIDC_ROLES_CLAIM: z.string().min(1).optional(),
    THROUGHLINE_OIDC_CREATE_ACCOUNTS: flag.default(false),
    THROUGHLINE_ACCESS_TOKEN_SECONDS: z.coerce.number().int().min(1).max(86_400).default(600),
    THROUGHLINE_REDIRECT_URIS: z.string().default('').transform(list).pipe(z.array(Url)),
  })
  .refine((env) => env.THROUGHLINE_OIDC_ISSUER === undefined || env.THROUGHLINE_OIDC_AUDIENCE !== undefined, {
    path: ['THROUGHLINE_OIDC_AUDIENCE'],
    message:
      'Expected the audience that the provider writes into access tokens for this server, got nothing.',
  });

/** What the settings of the sign-in are called. */
export const SETTING_NAMES = Object.keys(Environment.shape);

/** Reads the settings of the sign-in; docs/operating.md lists them. Throws a text that names what to correct. */
export function identitySettings(env: Record<string, string | undefined>): IdentitySettings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const findings = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(
      `Expected settings as docs/operating.md lists them, got ${findings.join('; ')}. Correct them and start again.`,
    );
  }
  const { data } = parsed;
  const { THROUGHLINE_OIDC_ISSUER: issuer, THROUGHLINE_OIDC_AUDIENCE: audience } = data;
  return {
    accessTokenSeconds: data.THROUGHLINE_ACCESS_TOKEN_SECONDS,
    moreRedirectUris: data.THROUGHLINE_REDIRECT_URIS,
    external:
      issuer === undefined || audience === undefined
        ? null
        : {
            issuer,
            audience,
            clientId: data.THROUGHLINE_OIDC_CLIENT_ID,
            scope: data.THROUGHLINE_OIDC_SCOPE,
            prompt: data.THROUGHLINE_OIDC_PROMPT ?? null,
            loginClaim: data.THROUGHLINE_OIDC_LOGIN_CLAIM,
            createAccounts: data.THROUGHLINE_OIDC_CREATE_ACCOUNTS,
            rolesClaim: data.THROUGHLINE_OIDC_ROLES_CLAIM ?? null,
          },
  };
}
