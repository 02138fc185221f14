import * as z from 'zod/mini';
import type { Auth } from '../auth/auth.ts';
import { unreachable } from '../connection/socket.ts';
import { AccessToken, type Answer, CreatedToken } from '../messaging/contract.ts';
import { ProtocolError, WireError } from '../protocol/index.ts';

const CALL_MS = 15_000;

interface Parts {
  readonly auth: Auth;
  readonly server: () => string;
}

/**
 * Access tokens of the person's programs. They travel over HTTP and not over the link: what the link answers is
 * kept by the server, and a token must not be.
 */
export function createAccessTokens({ auth, server }: Parts) {
  async function call<Result extends z.core.$ZodType>(
    method: string,
    path: string,
    result: Result,
    body?: unknown,
  ): Promise<z.core.output<Result>> {
    const token = await auth.token();
    const response = await fetch(`${server().replace(/\/+$/, '')}/api/tokens${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(CALL_MS),
    }).catch(() => {
      throw new ProtocolError(unreachable(server(), 'no answer'));
    });
    const got: unknown = await response.json().catch(() => null);
    const refused = WireError.safeParse(got);
    if (refused.success) throw new ProtocolError(refused.data);
    const parsed = z.safeParse(result, got);
    if (parsed.success && response.ok) return parsed.data;
    throw new ProtocolError(unreachable(server(), `HTTP ${response.status}`));
  }
  return {
    list: async (): Promise<Answer> => ({
      type: 'tokens',
      tokens: await call('GET', '', z.array(AccessToken)),
    }),
    create: async (name: string, days: number): Promise<Answer> => ({
      type: 'token',
      token: await call('POST', '', CreatedToken, { name, days }),
    }),
    revoke: async (id: string): Promise<void> => {
      await call('DELETE', `/${encodeURIComponent(id)}`, z.object({ revoked: z.boolean() }));
    },
  };
}
