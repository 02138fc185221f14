/** One request to the REST interface of an engine of the Camunda 7 family. Every answer is checked. */
import * as z from 'zod';

export interface EngineAddress {
  /** The root of the REST interface, for example `http://localhost:8080/engine-rest`. */
  url: string;
  /** For engines that ask for HTTP basic authentication. */
  user?: string;
  password?: string;
}

/** The engine has answered with an error of its own. */
export class RemoteRefusal extends Error {
  readonly status: number;
  /** The Java exception behind it, by its simple name; empty where the answer names none. */
  readonly kind: string;
  constructor(status: number, kind: string, message: string) {
    super(message);
    this.status = status;
    this.kind = kind;
  }
}

/** The engine cannot be reached, or answers with something else than the interface promises. */
export class RemoteFault extends Error {}

const PATIENCE_MS = 30_000;

const Refusal = z.object({ type: z.string().optional(), message: z.nullable(z.string()).optional() });

export type Query = Record<string, string | number | boolean | undefined>;

export interface Transport {
  get<T>(path: string, schema: z.ZodType<T>, query?: Query): Promise<T>;
  post<T>(path: string, schema: z.ZodType<T>, body?: unknown): Promise<T>;
  /** A request whose answer holds nothing that matters. */
  command(path: string, body?: unknown): Promise<void>;
  put(path: string, body: unknown): Promise<void>;
  /** Sends files as a form, the only way in which the interface takes a deployment. */
  upload<T>(path: string, schema: z.ZodType<T>, form: FormData): Promise<T>;
  remove(path: string, query?: Query): Promise<void>;
}

/** Makes the transport. It keeps nothing between two requests. */
export function createTransport(address: EngineAddress): Transport {
  const root = address.url.replace(/\/+$/, '');
  const authorization =
    address.user === undefined
      ? {}
      : {
          authorization: `Basic ${Buffer.from(`${address.user}:${address.password ?? ''}`).toString('base64')}`,
        };

  async function send<T>(url: string, schema: z.ZodType<T>, init: RequestInit): Promise<T> {
    const headers = { accept: 'application/json', ...authorization, ...init.headers };
    const where = `${init.method} ${url.replace(/\?.*$/, '')}`;
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(PATIENCE_MS) });
      text = await response.text();
    } catch (cause) {
      throw new RemoteFault(
        `Expected an answer from the engine (${where}), got ${problemOf(cause)}. Check that it runs and that THROUGHLINE_ENGINE_URL names it.`,
        { cause },
      );
    }
    const body = readJson(text);
    if (!response.ok) throw refusal(response.status, body, where);
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new RemoteFault(
      `Expected the answer of ${where} as the REST interface of Camunda 7 describes it, got ${z.prettifyError(parsed.error)}. Check that THROUGHLINE_ENGINE_URL names such an engine.`,
    );
  }

  const json = (method: 'POST' | 'PUT', body: unknown): RequestInit => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    get: (path, schema, query = {}) => send(`${root}${path}${search(query)}`, schema, { method: 'GET' }),
    post: (path, schema, body = {}) => send(`${root}${path}`, schema, json('POST', body)),
    async command(path, body = {}) {
      await send(`${root}${path}`, z.unknown(), json('POST', body));
    },
    async put(path, body) {
      await send(`${root}${path}`, z.unknown(), json('PUT', body));
    },
    upload: (path, schema, form) => send(`${root}${path}`, schema, { method: 'POST', body: form }),
    async remove(path, query = {}) {
      await send(`${root}${path}${search(query)}`, z.unknown(), { method: 'DELETE' });
    },
  };
}

function search(query: Query): string {
  const entries = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`;
}

/** No content is null; what is no JSON stays a text, which no schema takes. */
function readJson(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function refusal(status: number, body: unknown, where: string): RemoteRefusal {
  const { data } = Refusal.safeParse(body);
  const message = data?.message ?? 'no reason';
  return new RemoteRefusal(
    status,
    data?.type ?? '',
    `Expected the engine to carry out ${where}, got status ${status}: ${message}`,
  );
}

function problemOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === 'TimeoutError') return `none within ${PATIENCE_MS / 1000} s`;
  return cause.cause instanceof Error ? cause.cause.message || cause.cause.name : cause.message;
}
