import { ProtocolError, phrase, type WireError } from '../protocol/index.ts';
import type { Auth, AuthState } from './auth.ts';
import { discover, type Provider, requestTokens, revoke } from './provider.ts';
import { type Flow, finish, signInByWindow, signInSilently, type Tokens } from './sign-in-flow.ts';
import { type Access, SIGNED_OUT, type SignInStore, type StorageArea, signInStore } from './sign-in-store.ts';
import type { SignInWindow } from './sign-in-window.ts';

/** What the sign-in is made of; `browserAuth` fills in the browser's own. */
export interface AuthParts {
  /** The address of the process server, without a slash at its end. */
  server(): Promise<string>;
  storage: { local: StorageArea; session: StorageArea };
  window: SignInWindow;
  fetch: typeof globalThis.fetch;
  /** The language that the provider is asked to speak. */
  language(): string;
  /** The clock, in ms since the epoch. */
  now(): number;
  /** Runs one piece of work at a time, in this and every other background of the extension. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}

/** A token is renewed when it has no more than this left, or half of its life when that is short. */
const MARGIN_MS = 60_000;

/** Makes the extension's sign-in. */
export function createAuth(parts: AuthParts): Auth {
  const auth = new SignInKeeper(parts);
  parts.window.onLateReturn((returned) => void auth.finishLate(returned).catch(() => {}));
  return auth;
}

class SignInKeeper implements Auth {
  readonly #parts: AuthParts;
  readonly #listeners = new Set<(state: AuthState) => void>();
  /** Why the last renewal was put off, by server. */
  readonly #trouble = new Map<string, WireError>();
  /** Renewals under way, by server. */
  readonly #renewals = new Map<string, Promise<string>>();
  #signingIn: Promise<void> | null = null;
  /** The last sign-out, until the provider knows of it or cannot be told. */
  #leaving: Promise<void> = Promise.resolve();
  /** The last state that listeners were told, and of which server. */
  #told = '';

  constructor(parts: AuthParts) {
    this.#parts = parts;
  }

  async state(): Promise<AuthState> {
    const server = await this.#parts.server();
    const signIn = (await this.#store(server).signIn.get()) ?? SIGNED_OUT;
    if (signIn.state === 'out') return { signedIn: false, problem: signIn.problem };
    return { signedIn: true, problem: this.#trouble.get(server) ?? null };
  }

  onChange(listener: (state: AuthState) => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  }

  signIn(): Promise<void> {
    this.#signingIn ??= this.#signIn().finally(() => {
      this.#signingIn = null;
    });
    return this.#signingIn;
  }

  async signOut(): Promise<void> {
    const server = await this.#parts.server();
    const store = this.#store(server);
    // Not in its turn: a renewal may wait for a provider out of reach, and the browser be closed meanwhile.
    const refreshToken = await forget(store);
    this.#trouble.delete(server);
    // In its turn: what such a renewal has written, before anybody can sign in anew. The rest is best effort: the
    // person is signed out here, whether the provider can be reached or not.
    this.#leaving = this.#parts
      .exclusive(() => forget(store))
      .then((renewed) => this.#giveBack(server, renewed ?? refreshToken))
      .catch(() => {});
    await this.#tell();
  }

  async token(): Promise<string> {
    const server = await this.#parts.server();
    const good = await this.#goodToken(server);
    if (good !== null) return good;
    const renewal = this.#renewals.get(server) ?? this.#renewInTurn(server);
    this.#renewals.set(server, renewal);
    return renewal;
  }

  async refused(token: string, error: WireError): Promise<void> {
    const server = await this.#parts.server();
    const store = this.#store(server);
    await this.#parts.exclusive(async () => {
      const access = await store.access.get();
      if (access === null || access.token !== token) return;
      if (access.refusal === null) await store.access.set({ token: '', renewAt: 0, refusal: error });
      else await this.#end(server, error);
    });
    await this.#tell();
  }

  /** Finishes a sign-in whose window was opened before the background was restarted. */
  async finishLate(returned: string): Promise<void> {
    const server = await this.#parts.server();
    const store = this.#store(server);
    const pending = await store.pending.get();
    if (pending === null || !returned.startsWith(`${pending.redirectUri}?`)) return;
    await store.pending.clear();
    await this.#keep(server, await finish(await this.#flow(server), pending, returned));
  }

  async #signIn(): Promise<void> {
    // Told later, the provider would end the new sign-in of the same person with the old one.
    await this.#leaving;
    const server = await this.#parts.server();
    const before = await this.#store(server).signIn.get();
    const askWho = before?.state === 'out' && before.askWho;
    await this.#keep(server, await signInByWindow(await this.#flow(server), askWho));
  }

  async #giveBack(server: string, refreshToken: string | null): Promise<void> {
    await this.#tell();
    if (refreshToken === null) return;
    await revoke(await this.#provider(server), refreshToken, this.#parts.fetch);
  }

  /** Keeps the tokens of a new sign-in. */
  async #keep(server: string, tokens: Tokens): Promise<void> {
    await this.#parts.exclusive(() => this.#write(server, tokens, null, null));
    this.#trouble.delete(server);
    await this.#tell();
  }

  #renewInTurn(server: string): Promise<string> {
    const renewal = this.#parts
      // While this one waited for its turn, another background may have renewed the token.
      .exclusive(async () => (await this.#goodToken(server)) ?? (await this.#renew(server)))
      .finally(async () => {
        this.#renewals.delete(server);
        await this.#tell();
      });
    return renewal;
  }

  async #renew(server: string): Promise<string> {
    const store = this.#store(server);
    const signIn = await store.signIn.get();
    if (signIn?.state !== 'in') throw new ProtocolError('not-signed-in', { problem: phrase('none') });
    const access = await store.access.get();
    const refusal = access?.token === '' ? access.refusal : null;
    try {
      const flow = await this.#flow(server);
      const tokens = await this.#newTokens(flow, signIn.refreshToken);
      this.#trouble.delete(server);
      if (tokens !== null) return await this.#write(server, tokens, signIn.refreshToken, refusal);
    } catch (error) {
      if (error instanceof ProtocolError) this.#trouble.set(server, error.wire);
      throw error;
    }
    const ended = new ProtocolError('not-signed-in', { problem: phrase('ended-sign-in') });
    await this.#end(server, refusal ?? ended.wire);
    throw ended;
  }

  /** By the refresh token; if that is none or not accepted, silently, while the provider knows the person. */
  async #newTokens(flow: Flow, refreshToken: string | null): Promise<Tokens | null> {
    if (refreshToken !== null) {
      const fields = { grant_type: 'refresh_token', refresh_token: refreshToken };
      const answer = await requestTokens(flow.provider, fields, flow.fetch);
      if (answer.ok) return answer;
    }
    return signInSilently(flow);
  }

  /** `refusal`: why the server refused the token that these replace. */
  async #write(
    server: string,
    tokens: Tokens,
    oldRefreshToken: string | null,
    refusal: WireError | null,
  ): Promise<string> {
    const store = this.#store(server);
    const lifeMs = tokens.seconds * 1000;
    const renewAt = this.#parts.now() + lifeMs - Math.min(MARGIN_MS, lifeMs / 2);
    const access: Access = { token: tokens.accessToken, renewAt, refusal };
    // First the refresh token: losing an access token costs a renewal, losing this one a sign-in.
    await store.signIn.set({ state: 'in', refreshToken: tokens.refreshToken ?? oldRefreshToken });
    await store.access.set(access);
    return access.token;
  }

  async #end(server: string, problem: WireError): Promise<void> {
    const store = this.#store(server);
    await store.signIn.set({ state: 'out', problem, askWho: false });
    await store.access.clear();
    this.#trouble.delete(server);
  }

  async #goodToken(server: string): Promise<string | null> {
    const access = await this.#store(server).access.get();
    if (access === null || access.token === '') return null;
    return this.#parts.now() < access.renewAt ? access.token : null;
  }

  async #flow(server: string): Promise<Flow> {
    const { window, fetch, language } = this.#parts;
    const provider = await this.#provider(server);
    return { server, provider, store: this.#store(server), window, fetch, language: language() };
  }

  #provider(server: string): Promise<Provider> {
    return discover(server, this.#parts.fetch);
  }

  #store(server: string): SignInStore {
    return signInStore(this.#parts.storage, server);
  }

  async #tell(): Promise<void> {
    const state = await this.state();
    const text = JSON.stringify([await this.#parts.server(), state]);
    if (text === this.#told) return;
    this.#told = text;
    for (const listener of this.#listeners) listener(state);
  }
}

/** The person has signed out; the refresh token that was kept until now. */
async function forget({ signIn, access }: SignInStore): Promise<string | null> {
  const before = await signIn.get();
  await signIn.set({ state: 'out', problem: null, askWho: true });
  await access.clear();
  return before?.state === 'in' ? before.refreshToken : null;
}
