/** Calls to Tryton: a session, JSON-RPC, and its way of writing dates and decimals. */
import * as z from 'zod';
import type { FieldValue } from './connector.ts';
import { CrmError } from './errors.ts';
import { Http, type HttpAnswer, type HttpRequest } from './http.ts';

const Session = z.tuple([z.number(), z.string()]).rest(z.unknown());
const Context = z.record(z.string(), z.unknown());
const Answer = z.object({ result: z.unknown().optional(), error: z.array(z.unknown()).optional() });

/** Texts of refusals are told apart by their English wording, so English is asked for. */
const ENGLISH = { language: 'en' };
const NOT_ALLOWED = /not allowed/i;
const GONE = /don't exist/i;

/** Where and as whom to call. */
export interface TrytonAccess {
  baseUrl: string;
  database: string;
  user: string;
  password: string;
}

/** A refusal by Tryton's rules, with the name of its class. */
interface Refusal {
  kind: string;
  text: string;
}

/** A sign-in, and what Tryton wants to be told with each call: the user's company and the like. */
interface SignedIn {
  token: string;
  context: Record<string, unknown>;
}

/** Calls methods of Tryton's models, signing in when needed. */
export class TrytonRpc {
  readonly #access: TrytonAccess;
  readonly #http: Http;
  #session: Promise<SignedIn> | null = null;

  constructor(access: TrytonAccess) {
    this.#access = access;
    this.#http = new Http({ name: 'Tryton', baseUrl: access.baseUrl, secrets: [access.password] });
  }

  /** Signs in anew; throws `refused-credentials`. */
  async signIn(): Promise<void> {
    this.#session = null;
    await this.#signedIn();
  }

  /** The version of the server. */
  async version(): Promise<string> {
    const request = { method: 'POST', path: '/', readOnly: true, body: call('common.server.version', []) };
    return this.#http.parse(request, await this.#http.send(request), z.object({ result: z.string() })).result;
  }

  /**
   * Calls a method of a model and checks what it returns.
   *
   * ```ts
   * await rpc.model('party.party', 'search_count', [[['name', '=', 'Ada']]], z.number());
   * ```
   */
  async model<T>(
    model: string,
    method: string,
    parameters: unknown[],
    schema: z.ZodType<T>,
    options: { readOnly?: boolean; context?: Record<string, unknown> } = {},
  ): Promise<T> {
    const request = { method: 'POST', path: this.#path(), readOnly: options.readOnly ?? true };
    const answer = await this.#sendSigned((context) => {
      const body = call(`model.${model}.${method}`, [...parameters, { ...context, ...options.context }]);
      return { ...request, body };
    });
    if (answer.status === 403) {
      throw new CrmError(
        'no-right',
        `Expected Tryton to offer ${method} of ${model} to ${this.#access.user}, got a refusal.`,
      );
    }
    const { result, error } = this.#http.parse(request, answer, Answer);
    if (error) throw refusalOf(model, method, error, (text) => this.#http.quote(text));
    const parsed = schema.safeParse(result);
    if (parsed.success) return parsed.data;
    throw this.#http.unexpected(
      request,
      `another result of ${model}.${method}: ${parsed.error.issues[0]?.message}`,
    );
  }

  #path(): string {
    return `/${encodeURIComponent(this.#access.database)}/`;
  }

  async #login(): Promise<SignedIn> {
    const { user, password, database } = this.#access;
    const body = call('common.db.login', [user, { password }, 'en']);
    const request = { method: 'POST', path: this.#path(), readOnly: true, body };
    const answer = await this.#http.send(request);
    if (answer.status === 404) {
      const text = `Expected Tryton to have a database ${database}, got none of that name. Correct the connection's settings.`;
      throw new CrmError('refused-credentials', text);
    }
    const { result, error } = this.#http.parse(request, answer, Answer);
    const session = Session.safeParse(result);
    if (error || !session.success) throw this.#http.refusedCredentials();
    const token = Buffer.from(`${user}:${session.data[0]}:${session.data[1]}`).toString('base64');
    return { token, context: { ...(await this.#readContext(token)), ...ENGLISH } };
  }

  async #readContext(token: string): Promise<Record<string, unknown>> {
    const body = call('model.res.user.get_preferences', [true, {}]);
    const request = { method: 'POST', path: this.#path(), readOnly: true, body, headers: signed(token) };
    return this.#http.parse(request, await this.#http.send(request), z.object({ result: Context })).result;
  }

  /** The present session, or a new one; a sign-in that failed is not kept. */
  #signedIn(): Promise<SignedIn> {
    this.#session ??= this.#login().catch((error: unknown) => {
      this.#session = null;
      throw error;
    });
    return this.#session;
  }

  /** A session ends when it is not used for a while: then a new one is asked for, once. */
  async #sendSigned(requestFor: (context: Record<string, unknown>) => HttpRequest): Promise<HttpAnswer> {
    const present = this.#session;
    const send = async () => {
      const { token, context } = await this.#signedIn();
      return this.#http.send({ ...requestFor(context), headers: signed(token) });
    };
    try {
      return await send();
    } catch (error) {
      const hasEnded = error instanceof CrmError && error.code === 'refused-credentials' && present !== null;
      if (!hasEnded) throw error;
      if (this.#session === present) this.#session = null;
      return send();
    }
  }
}

const signed = (token: string) => ({ Authorization: `Session ${token}` });

const call = (method: string, params: unknown[]) => ({ id: 1, method, params });

function refusalOf(
  model: string,
  method: string,
  error: unknown[],
  quote: (text: string) => string,
): CrmError {
  const { kind, text } = readRefusal(error);
  const told = `Expected Tryton to carry out ${method} of ${model}, got: ${quote(text)}`;
  if (GONE.test(text)) return new CrmError('record-unknown', told);
  if (NOT_ALLOWED.test(text)) return new CrmError('no-right', told);
  if (kind === 'ConcurrencyException') return new CrmError('value-refused', told, { retryable: true });
  if (kind === 'UserError' || kind === 'UserWarning') return new CrmError('value-refused', told);
  return new CrmError('unexpected-answer', told);
}

/** `[class, [message, description]]`, `[class, [name, message, description]]` for warnings, or `[text, trace]`. */
function readRefusal([kind, detail]: unknown[]): Refusal {
  const parts = Array.isArray(detail) ? detail.filter((part) => typeof part === 'string' && part !== '') : [];
  if (kind === 'ConcurrencyException') return { kind, text: String(detail) };
  if (kind === 'UserWarning') return { kind, text: parts.slice(1).join(' ') };
  if (parts.length > 0) return { kind: String(kind), text: parts.join(' ') };
  return { kind: 'fault', text: String(kind) };
}

const Day = z.object({ year: z.number(), month: z.number(), day: z.number() });
const Encoded = z.union([
  z.object({ __class__: z.literal('Decimal'), decimal: z.string() }),
  z.object({ __class__: z.literal('date'), ...Day.shape }),
  z.object({
    __class__: z.literal('datetime'),
    ...Day.shape,
    ...{ hour: z.number(), minute: z.number(), second: z.number(), microsecond: z.number() },
  }),
]);

const padded = (number: number, digits = 2) => String(number).padStart(digits, '0');

/** A value as Tryton writes it, as connectors give it; `undefined` for kinds that they leave out. */
export function decode(value: unknown): FieldValue | undefined {
  if (value === null || value === '') return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  const parsed = Encoded.safeParse(value);
  if (!parsed.success) return undefined;
  const held = parsed.data;
  if (held.__class__ === 'Decimal') return Number(held.decimal);
  const day = `${padded(held.year, 4)}-${padded(held.month)}-${padded(held.day)}`;
  if (held.__class__ === 'date') return day;
  const time = [held.hour, held.minute, held.second].map((part) => padded(part)).join(':');
  return `${day}T${time}.${padded(Math.floor(held.microsecond / 1000), 3)}Z`;
}

/** A value as Tryton's fields of this type take it. */
export function encode(type: string, value: FieldValue): unknown {
  if (value === null) return null;
  if (type === 'numeric') return { __class__: 'Decimal', decimal: String(value) };
  if (type === 'date') {
    const [year, month, day] = String(value).split('-').map(Number);
    return { __class__: 'date', year, month, day };
  }
  if (type === 'datetime' || type === 'timestamp') return encodeMoment(new Date(String(value)));
  if (type === 'many2one' || type === 'one2one') return Number(value);
  return value;
}

function encodeMoment(at: Date): unknown {
  const date = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
  const time = { hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds() };
  return { __class__: 'datetime', ...date, ...time, microsecond: at.getUTCMilliseconds() * 1000 };
}
