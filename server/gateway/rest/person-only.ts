import type { FastifyRequest } from 'fastify';
import { ProtocolError, phrase, type User } from '../../../lib/protocol/index.ts';
import { isAccessToken } from '../../identity/access-tokens.ts';

/** Throws `not-allowed` for an access token: a secret that it makes would live on when it is revoked. */
export function requirePerson(
  { headers }: FastifyRequest,
  { name: who }: User,
  what: 'tokens' | 'addresses',
): void {
  const token = (headers.authorization ?? '').replace(/^Bearer /i, '');
  if (isAccessToken(token))
    throw new ProtocolError('not-allowed', {
      permission: phrase(`to-make-${what}`),
      who: phrase('token-of', { name: who }),
    });
}
