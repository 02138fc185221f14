import * as z from 'zod/mini';
import { AccessToken, type Answer, CreatedToken } from '../messaging/contract.ts';
import { createRestCall, type RestParts } from './rest-calls.ts';

/** Access tokens of the person's programs. */
export function createAccessTokens(parts: RestParts) {
  const call = createRestCall(parts);
  return {
    list: async (): Promise<Answer> => ({
      type: 'tokens',
      tokens: await call('GET', '/tokens', z.array(AccessToken)),
    }),
    create: async (name: string, days: number): Promise<Answer> => ({
      type: 'token',
      token: await call('POST', '/tokens', CreatedToken, { name, days }),
    }),
    revoke: async (id: string): Promise<void> => {
      await call('DELETE', `/tokens/${encodeURIComponent(id)}`, z.object({ revoked: z.boolean() }));
    },
  };
}
