/** Call web service (behaviour 9.3, 4.7): success and status are outputs, so that a process can branch on them. */
import * as z from 'zod';
import { readDuration } from '../engine/time.ts';
import { type Action, ActionError, type Outputs } from './action.ts';
import { groupOf, OptionalText, RequiredText, readInputs } from './inputs.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
const LONGEST_TIMEOUT_MS = 300_000;
/** What a variable can hold. */
const MOST_BODY = 20_000;
const MOST_BYTES = 1_000_000;

const Settings = {
  method: OptionalText.transform((method) => method ?? 'GET').pipe(
    z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  ),
  url: RequiredText.pipe(z.url({ protocol: /^https?$/ })),
  body: OptionalText,
  timeout: OptionalText,
  'on-error': OptionalText,
};

/**
 * Makes the action. `hosts` are those that may be called, `*.example.com` with everything under it; empty: all.
 */
export function callWebService(hosts: readonly string[]): Action {
  return async (inputs, { signal, key, variables }) => {
    const settings = readInputs(inputs, Settings);
    const ignore = settings['on-error'] === 'ignore';
    const { host, hostname } = addressOf(settings.url);
    requireAllowed(hostname, hosts);
    const headers = headersOf(inputs, variables, key);
    try {
      const outputs = await call(settings, headers, signal);
      if (outputs.success || ignore) return outputs;
      throw new ActionError(
        `Expected success of ${settings.method} ${placeOf(settings.url)}, got HTTP ${outputs.status}.`,
        {
          retryable: isPassing(Number(outputs.status)),
          code: `http-${outputs.status}`,
        },
      );
    } catch (fault) {
      if (signal.aborted || (fault instanceof ActionError && !ignore)) throw fault;
      if (ignore) return { success: false, status: null, body: null };
      throw new ActionError(`Expected an answer from ${host}, got ${reasonOf(fault)}.`, {
        retryable: true,
        code: 'unreachable',
      });
    }
  };
}

async function call(
  { method, url, body, timeout }: z.infer<z.ZodObject<typeof Settings>>,
  headers: Headers,
  stopping: AbortSignal,
): Promise<Outputs & { success: boolean; status: number }> {
  const response = await fetch(url, {
    method,
    headers,
    body: method === 'GET' ? null : body,
    // An address that was let through may not lead to one that was not.
    redirect: 'manual',
    signal: AbortSignal.any([stopping, AbortSignal.timeout(timeoutOf(timeout))]),
  });
  const text = await bodyOf(response);
  return { success: response.ok, status: response.status, body: text.slice(0, MOST_BODY) };
}

function requireAllowed(host: string, hosts: readonly string[]): void {
  const allowed = hosts.some((known) =>
    known.startsWith('*.') ? host.endsWith(known.slice(1)) : host === known,
  );
  if (allowed || hosts.length === 0) return;
  throw new ActionError(
    `Expected a web service on one of the hosts ${hosts.join(', ')}, got ${host}. Ask whoever runs the server to add it to THROUGHLINE_SERVICE_HOSTS.`,
    { retryable: false, code: 'host-refused' },
  );
}

function addressOf(text: string): URL {
  const url = new URL(text);
  if (url.username === '' && url.password === '') return url;
  throw new ActionError(
    `Expected an address without user and password, got one with them for ${url.host}. Send them as the header Authorization.`,
    { retryable: false },
  );
}

/** The address as texts may show it: its query can hold a key. */
function placeOf(text: string): string {
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname}`;
}

function headersOf(inputs: Outputs, variables: Outputs, key: string): Headers {
  // Whoever understands it does the same call once, however often it is tried.
  const headers = new Headers({ 'idempotency-key': key });
  for (const [name, value] of Object.entries(groupOf(inputs, 'header', variables))) {
    try {
      headers.set(name, String(value ?? ''));
    } catch {
      throw new ActionError(
        `Expected a header of HTTP, got another name or value for ${JSON.stringify(name)}: line breaks and characters beyond Latin-1 cannot be sent. Correct the step, or the variables that it reads.`,
        { retryable: false },
      );
    }
  }
  return headers;
}

function timeoutOf(text: string | null): number {
  const duration = text === null ? null : readDuration(text);
  if (duration === null) return DEFAULT_TIMEOUT_MS;
  return duration.months > 0 ? LONGEST_TIMEOUT_MS : Math.min(LONGEST_TIMEOUT_MS, duration.milliseconds);
}

async function bodyOf(response: Response): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const part of response.body) {
    bytes += part.byteLength;
    text += decoder.decode(part, { stream: true });
    if (bytes > MOST_BYTES)
      throw new ActionError(`Expected an answer of at most ${MOST_BYTES} bytes, got more.`, {
        retryable: false,
      });
  }
  return text + decoder.decode();
}

/** A fault of the service's own, or too many calls: both can pass. */
const isPassing = (status: number) => status >= 500 || status === 429 || status === 408;

function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  if (fault.name === 'TimeoutError') return 'none in time';
  const cause = fault.cause instanceof Error ? fault.cause : fault;
  return 'code' in cause ? String(cause.code) : cause.message;
}
