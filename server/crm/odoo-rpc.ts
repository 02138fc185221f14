/** Calls to Odoo: JSON-RPC with a login, or the JSON-2 interface of Odoo 19 with a key alone. */
import * as z from 'zod';
import { CrmError, type CrmErrorCode } from './errors.ts';
import { Http, type HttpRequest } from './http.ts';

/** Where and as whom to call. */
export interface OdooAccess {
  baseUrl: string;
  database: string;
  /** With a login the secret is the password or a key, without it a key that JSON-2 takes. */
  user: string | null;
  secret: string;
}

/** A method of a model, its records and its arguments. */
export interface OdooCall {
  model: string;
  method: string;
  /** The records that the method is of; missing for methods of the model itself. */
  ids?: number[];
  /** The first argument, whose name differs between versions: JSON-RPC is given it by its place. */
  first?: [name: string, value: unknown];
  values?: Record<string, unknown>;
  readOnly?: boolean;
}

const Fault = z.object({ name: z.string(), message: z.string() });
const Answer = z.object({
  result: z.unknown().optional(),
  error: z.object({ message: z.string(), data: Fault.optional() }).optional(),
});
const Version = z.object({ version: z.string() });
const Login = z.tuple([z.object({ login: z.string() })]);

/** What Odoo's exceptions mean, by the end of their names. */
const CODES: readonly [RegExp, CrmErrorCode][] = [
  [/AccessDenied$|Unauthorized$/, 'refused-credentials'],
  [/AccessError$|Forbidden$/, 'no-right'],
  [/MissingError$/, 'record-unknown'],
  [/ValidationError$|UserError$|RedirectWarning$|IntegrityError$|Violation$|ValueError$/, 'value-refused'],
];

/** Calls methods of Odoo's models. */
export class OdooRpc {
  readonly #access: OdooAccess;
  readonly #http: Http;
  #uid: Promise<number> | null = null;

  constructor(access: OdooAccess) {
    this.#access = access;
    this.#http = new Http({ name: 'Odoo', baseUrl: access.baseUrl, secrets: [access.secret] });
  }

  /** Signs in anew; throws `refused-credentials`. */
  async signIn(): Promise<{ user: string; version: string }> {
    const { user } = this.#access;
    if (user === null) {
      const { uid } = await this.call(
        { model: 'res.users', method: 'context_get' },
        z.object({ uid: z.number() }),
      );
      const read = { model: 'res.users', method: 'read', ids: [uid], values: { fields: ['login'] } };
      const [{ login }] = await this.call(read, Login);
      return { user: login, version: await this.#version() };
    }
    this.#uid = this.#authenticate(user);
    await this.#uid;
    const version = await this.#service('common', 'version', [], z.object({ server_version: z.string() }));
    return { user, version: version.server_version };
  }

  /**
   * Calls a method and checks what it returns.
   *
   * ```ts
   * await rpc.call({ model: 'crm.lead', method: 'search_count', first: ['domain', []] }, z.number());
   * ```
   */
  async call<T>(call: OdooCall, schema: z.ZodType<T>): Promise<T> {
    const { user } = this.#access;
    return user === null ? this.#json2(call, schema) : this.#execute(user, call, schema);
  }

  async #execute<T>(user: string, call: OdooCall, schema: z.ZodType<T>): Promise<T> {
    const { database, secret } = this.#access;
    const { model, method, ids, first, values = {} } = call;
    this.#uid ??= this.#authenticate(user);
    const places = [...(ids ? [ids] : []), ...(first ? [first[1]] : [])];
    const parameters = [database, await this.#uid, secret, model, method, places, values];
    return this.#service('object', 'execute_kw', parameters, schema, call);
  }

  async #authenticate(user: string): Promise<number> {
    const { database, secret } = this.#access;
    try {
      const schema = z.union([z.number(), z.literal(false)]);
      const uid = await this.#service('common', 'authenticate', [database, user, secret, {}], schema);
      if (uid !== false) return uid;
      throw this.#http.refusedCredentials();
    } catch (error) {
      this.#uid = null;
      throw error;
    }
  }

  async #service<T>(
    service: string,
    method: string,
    args: unknown[],
    schema: z.ZodType<T>,
    call?: OdooCall,
  ): Promise<T> {
    const body = { jsonrpc: '2.0', id: 1, method: 'call', params: { service, method, args } };
    const request = { method: 'POST', path: '/jsonrpc', body, readOnly: call?.readOnly ?? true };
    const { result, error } = this.#http.parse(request, await this.#http.send(request), Answer);
    if (error) throw this.#refusal(error.data ?? { name: 'fault', message: error.message }, call);
    return this.#checked(request, result, schema);
  }

  async #json2<T>(call: OdooCall, schema: z.ZodType<T>): Promise<T> {
    const { database, secret } = this.#access;
    const { model, method, ids, first, values } = call;
    const request = {
      method: 'POST',
      path: `/json/2/${encodeURIComponent(model)}/${encodeURIComponent(method)}`,
      headers: { Authorization: `bearer ${secret}`, 'X-Odoo-Database': database },
      body: { ...(ids ? { ids } : {}), ...(first ? { [first[0]]: first[1] } : {}), ...values },
      readOnly: call.readOnly ?? true,
    };
    const answer = await this.#http.send(request);
    if (answer.status >= 400) throw this.#refusal(this.#http.parse(request, answer, Fault), call);
    return this.#checked(request, this.#http.parse(request, answer, z.unknown()), schema);
  }

  async #version(): Promise<string> {
    const request = { method: 'GET', path: '/web/version' };
    return this.#http.parse(request, await this.#http.send(request), Version).version;
  }

  #checked<T>(request: HttpRequest, result: unknown, schema: z.ZodType<T>): T {
    const parsed = schema.safeParse(result);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw this.#http.unexpected(request, `another result at ${issue?.path.join('.')}: ${issue?.message}`);
  }

  #refusal({ name, message }: z.infer<typeof Fault>, call?: OdooCall): CrmError {
    const code = CODES.find(([pattern]) => pattern.test(name))?.[1] ?? 'unexpected-answer';
    if (code === 'refused-credentials') return this.#http.refusedCredentials();
    const what = call ? `carry out ${call.method} of ${call.model}` : 'answer';
    return new CrmError(code, `Expected Odoo to ${what}, got: ${this.#http.quote(message)}`);
  }
}
