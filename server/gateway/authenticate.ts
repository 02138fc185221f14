import type { FastifyInstance } from 'fastify';
import type { Store } from '../store/store.ts';

/**
 * Who an access token speaks for, and until when. Throws `ProtocolError('not-signed-in', { problem })` for a
 * token that is unknown, expired, issued before the account's `tokens_valid_after`, or whose account is gone
 * or inactive.
 */
export type Authenticate = (token: string) => Promise<{ userId: string; expiresAt: Date }>;

/** What signing in gives to the rest of the server. */
export interface Identity {
  authenticate: Authenticate;
  /** Address of the OpenID provider that clients sign in at. */
  issuer: string;
}

/**
 * Adds the sign-in to the server: routes of the embedded provider, or nothing but the check of tokens when
 * `issuer` names another provider. Called by `app.ts` before the server listens; `publicUrl` is final then.
 */
export type MountIdentity = (
  app: FastifyInstance,
  options: { store: Store; publicUrl: string; issuer: string | null },
) => Promise<Identity>;
