/** The REST interface of a process server, for a program with an access token. */
import * as z from 'zod';
import { WireError } from '../lib/protocol/index.ts';
import { Failure } from './failure.ts';

const CALL_MS = 120_000;

export interface Client {
  /** Sends a request and checks the answer by its schema. Throws `Failure` in the server's own words. */
  call<Answer extends z.core.$ZodType>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    answer: Answer,
    body?: unknown,
  ): Promise<z.core.output<Answer>>;
}

/**
 * A client of the server at `url`.
 *
 * ```ts
 * const me = await createClient('http://127.0.0.1:7400', token).call('GET', '/me', User);
 * ```
 */
export function createClient(url: string, token: string): Client {
  const root = `${url.replace(/\/+$/, '')}/api`;
  return {
    async call(method, path, answer, body) {
      const response = await fetch(`${root}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'throughline-client': 'command-line',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(CALL_MS),
      }).catch((fault: unknown) => {
        throw new Failure(`Expected a process server at ${url}, got ${reasonOf(fault)}. Check --server.`);
      });
      const got: unknown = await response.json().catch(() => null);
      if (!response.ok) throw refusal(url, response.status, got);
      const parsed = z.safeParse(answer, got);
      if (parsed.success) return parsed.data;
      throw new Failure(
        `Expected an answer of ${path} that this version understands, got another. Use the command line of the server's own version.`,
      );
    },
  };
}

function refusal(url: string, status: number, got: unknown): Failure {
  const error = z.safeParse(z.looseObject(WireError.shape), got);
  if (error.success) return new Failure(error.data.message);
  return new Failure(`Expected a process server at ${url}, got HTTP ${status}. Check --server.`);
}

function reasonOf(fault: unknown): string {
  const cause = fault instanceof Error && fault.cause instanceof Error ? fault.cause : fault;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : String(cause);
}
