import * as z from 'zod/mini';
import type { Auth } from '../auth/auth.ts';
import { unreachable } from '../connection/socket.ts';
import { ProtocolError, phrase, WireError } from '../protocol/index.ts';

const CALL_MS = 15_000;
/** A file takes its time on a slow line. */
const UPLOAD_MS = 240_000;

export interface RestParts {
  readonly auth: Auth;
  readonly server: () => string;
}

export type RestCall = <Result extends z.core.$ZodType>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  result: Result,
  /** Bytes travel as they are, anything else as JSON. */
  body?: unknown,
  /** How long the answer may take. */
  limitMs?: number,
) => Promise<z.core.output<Result>>;

/**
 * Calls the server in the person's name over HTTP and not over the link: what the link answers is kept by the
 * server, and a secret must not be. Rejects with a `ProtocolError`.
 */
export function createRestCall({ auth, server }: RestParts): RestCall {
  return async (method, path, result, body, limitMs) => {
    const token = await auth.token();
    const bytes = body instanceof Uint8Array ? new Blob([body as Uint8Array<ArrayBuffer>]) : null;
    const type = bytes ? 'application/octet-stream' : 'application/json';
    const response = await fetch(`${server().replace(/\/+$/, '')}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body: bytes ?? JSON.stringify(body) }),
      signal: AbortSignal.timeout(limitMs ?? (bytes ? UPLOAD_MS : CALL_MS)),
    }).catch(() => {
      throw new ProtocolError(unreachable(server(), phrase('no-answer')));
    });
    const got: unknown = await response.json().catch(() => null);
    const refused = WireError.safeParse(got);
    if (refused.success) throw new ProtocolError(refused.data);
    const parsed = z.safeParse(result, got);
    if (parsed.success && response.ok) return parsed.data;
    throw new ProtocolError(
      unreachable(server(), phrase('http-status', { status: String(response.status) })),
    );
  };
}
