/** Requests to a CRM: with a time limit, a size limit, answers checked, and faults told apart. */
import type * as z from 'zod';
import { CrmError } from './errors.ts';

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 20_000_000;
const QUOTED = 300;

/** Faults of the way to the CRM that come before the request is on it. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** An id of dots alone, written plainly or not, would lead to another place than that of a record. */
const CLIMBS = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;

/** A CRM as requests see it. */
export interface HttpTarget {
  /** What texts call it. */
  name: string;
  baseUrl: string;
  /** Sent with every request. */
  headers?: Record<string, string>;
  /** Never to be seen in a text, whatever the CRM answers. */
  secrets?: readonly (string | null)[];
  timeoutMs?: number;
}

export interface HttpRequest {
  method: string;
  /** Below the base URL, beginning with a slash. */
  path: string;
  query?: Record<string, string> | URLSearchParams;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** True when it changes nothing, whatever the method: then a lost answer leaves no doubt. */
  readOnly?: boolean;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** Sends requests to one CRM. */
export class Http {
  readonly #target: HttpTarget;
  readonly #base: string;

  constructor(target: HttpTarget) {
    this.#target = target;
    this.#base = target.baseUrl.replace(/\/+$/, '');
  }

  /**
   * Sends a request and returns the answer with a status below 500 other than 401 and 429; for everything else it
   * throws. Redirects are not followed: credentials go to the address that was entered and nowhere else.
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const answer = await this.#fetch(request);
    const { status } = answer;
    if (status === 401) throw this.refusedCredentials();
    if (status === 429) throw this.#rateLimited(answer);
    if (status >= 300 && status < 400) {
      const to = this.quote(answer.headers.get('location') ?? 'nowhere');
      throw this.unexpected(request, `a redirect to ${to}. Enter the address that the CRM answers at itself`);
    }
    if (status >= 500) {
      const text = `${this.#where(request)}, got its fault ${status}: ${this.quote(answer.text)}`;
      throw new CrmError('unexpected-answer', text, { retryable: true, uncertain: !isReadOnly(request) });
    }
    return answer;
  }

  /** The body of an answer as JSON that fits the schema; throws `unexpected-answer`. */
  parse<T>(request: HttpRequest, answer: HttpAnswer, schema: z.ZodType<T>): T {
    let body: unknown;
    try {
      body = JSON.parse(answer.text);
    } catch {
      throw this.unexpected(
        request,
        `${answer.status} with a text that is no JSON: ${this.quote(answer.text)}`,
      );
    }
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') || 'the whole answer';
    throw this.unexpected(request, `${answer.status} with another shape at ${where}: ${issue?.message}`);
  }

  refusedCredentials(): CrmError {
    const { name } = this.#target;
    return new CrmError(
      'refused-credentials',
      `Expected ${name} to accept the user and secret of the connection, got a refusal. Correct them in the connection's settings.`,
    );
  }

  unexpected(request: HttpRequest, got: string): CrmError {
    return new CrmError('unexpected-answer', `${this.#where(request)}, got ${got}.`);
  }

  /** What the CRM said, in one line that is short and free of secrets. */
  quote(text: string): string {
    let line = text;
    for (const secret of this.#target.secrets ?? []) {
      if (secret) line = line.replaceAll(secret, '•••').replaceAll(encodeURIComponent(secret), '•••');
    }
    line = line
      .replace(/<[^>]*>/g, ' ')
      .replace(/[\s\0]+/g, ' ')
      .trim();
    return line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line || 'nothing';
  }

  #where({ method, path }: HttpRequest): string {
    return `Expected ${this.#target.name} to answer ${method} ${this.quote(path)} as documented`;
  }

  #rateLimited({ headers }: HttpAnswer): CrmError {
    const seconds = Number(headers.get('retry-after'));
    const wait = seconds > 0 ? seconds : null;
    const text = `Expected ${this.#target.name} to take the request, got a refusal because of too many. Try again ${wait ? `in ${wait} s` : 'later'}.`;
    return new CrmError('rate-limited', text, { retryAfterSeconds: wait });
  }

  async #fetch(request: HttpRequest): Promise<HttpAnswer> {
    const { method, path, query, body, headers } = request;
    if (CLIMBS.test(path)) {
      const text = `Expected the id of a record in ${this.#target.name}, got a part of a path: ${this.quote(path)}.`;
      throw new CrmError('record-unknown', text);
    }
    const search = new URLSearchParams(query).toString();
    const json: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
    try {
      const response = await fetch(`${this.#base}${path}${search ? `?${search}` : ''}`, {
        method,
        headers: { Accept: 'application/json', ...json, ...this.#target.headers, ...headers },
        body: body === undefined ? null : JSON.stringify(body),
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#target.timeoutMs ?? TIMEOUT_MS),
      });
      return {
        status: response.status,
        headers: response.headers,
        text: await this.#read(request, response),
      };
    } catch (error) {
      throw error instanceof CrmError ? error : this.#unreachable(request, error);
    }
  }

  async #read(request: HttpRequest, response: Response): Promise<string> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > MAX_BYTES) throw this.unexpected(request, `more than ${MAX_BYTES / 1e6} MB`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  #unreachable(request: HttpRequest, error: unknown): CrmError {
    const { name, timeoutMs = TIMEOUT_MS } = this.#target;
    const cause = causeOf(error);
    const got = cause === 'TimeoutError' ? `nothing within ${timeoutMs / 1000} s` : cause;
    const uncertain = !isReadOnly(request) && !NOT_SENT.has(cause);
    const text = `Expected ${name} to answer at ${new URL(this.#base).origin}, got ${got}. Check that it runs and that this server may reach it.`;
    return new CrmError('unreachable', text, { uncertain });
  }
}

/** What a text holds as JSON; `undefined` when it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isReadOnly({ method, readOnly }: HttpRequest): boolean {
  return readOnly ?? method === 'GET';
}

/** `ECONNREFUSED`, `TimeoutError`, …: never the whole text, which may hold the address with a key in its query. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no connection';
  if (error.name === 'TimeoutError') return error.name;
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code ?? error.name;
}
