/** An identity provider, a network and a browser as far as the sign-in needs them, for tests. */
import type { AuthParts } from './create-auth.ts';
import type { StorageArea } from './sign-in-store.ts';
import { type SignInWindow, WindowError } from './sign-in-window.ts';

export const SERVER = 'https://flow.example';
const ISSUER = 'https://id.example';
export const REDIRECT = 'https://extension.example/cb';

/** A storage area that copies what it is given, as a browser does. */
export class FakeArea implements StorageArea {
  readonly items = new Map<string, unknown>();
  async get(key: string) {
    return this.items.has(key) ? { [key]: structuredClone(this.items.get(key)) } : {};
  }
  async set(items: Record<string, unknown>) {
    for (const [key, value] of Object.entries(items)) this.items.set(key, structuredClone(value));
  }
  async remove(key: string) {
    this.items.delete(key);
  }
}

/** What becomes of the next requests: they arrive, get lost on the way there or on the way back, or fail. */
export type Network = 'up' | 'request-lost' | 'answer-lost' | 'failing';

/**
 * A provider with the rules of the embedded one: refresh tokens rotate, and an old one ends the whole grant.
 * It is also the browser's window: `person` says what the person there does.
 */
export class FakeWorld implements SignInWindow {
  readonly silent: boolean = true;
  network: Network = 'up';
  person: 'signs-in' | 'closes' | 'is-refused' | 'forges' = 'signs-in';
  /** Whether the provider's own session knows the person. */
  session = false;
  /** The provider's endpoints answer, its pages do not. */
  pagesFail = false;
  seconds = 600;
  clock = 1_000_000;
  /** The address of the process server that the person has chosen. */
  server = SERVER;
  readonly local = new FakeArea();
  readonly sessionArea = new FakeArea();
  /** Refresh tokens in the order in which they reached the provider. */
  readonly refreshed: string[] = [];
  readonly opened: URL[] = [];
  readonly revoked: string[] = [];
  refreshesAtOnce = 0;
  mostRefreshesAtOnce = 0;
  readonly #live = new Map<string, number>();
  readonly #codes = new Set<string>();
  #grant = 0;
  #deadGrants = new Set<number>();
  #made = 0;
  #queue: Promise<unknown> = Promise.resolve();
  late: (returned: string) => void = () => {};

  parts(): AuthParts {
    return {
      server: async () => this.server,
      storage: { local: this.local, session: this.sessionArea },
      window: this,
      fetch: (input, init) => this.#fetch(String(input), init),
      language: () => 'en',
      now: () => this.clock,
      exclusive: (work) => {
        const turn = this.#queue.then(work, work);
        this.#queue = turn.catch(() => {});
        return turn;
      },
    };
  }

  /** The administrator ends every sign-in of the person. */
  endEverything(): void {
    this.session = false;
    for (let grant = 0; grant <= this.#grant; grant += 1) this.#deadGrants.add(grant);
  }

  redirectUri(): string {
    return REDIRECT;
  }

  onLateReturn(listener: (returned: string) => void): void {
    this.late = listener;
  }

  async open(address: string, { silent }: { silent: boolean }): Promise<string> {
    const url = new URL(address);
    this.opened.push(url);
    if (this.network !== 'up' || this.pagesFail)
      throw new WindowError('failed', 'Authorization page could not be loaded.');
    const state = url.searchParams.get('state') ?? '';
    if (silent && !this.session) return `${REDIRECT}?error=login_required&state=${state}`;
    if (!silent && this.person === 'closes') throw new WindowError('closed', 'User cancelled');
    if (!silent && this.person === 'is-refused') {
      return `${REDIRECT}?error=access_denied&error_description=Not%20today&state=${state}`;
    }
    this.session = true;
    return this.codeFor(!silent && this.person === 'forges' ? 'forged' : state);
  }

  codeFor(state: string): string {
    this.#made += 1;
    const code = `code-${this.#made}`;
    this.#codes.add(code);
    return `${REDIRECT}?code=${code}&state=${state}&iss=${encodeURIComponent(ISSUER)}`;
  }

  async #fetch(address: string, init?: RequestInit): Promise<Response> {
    await Promise.resolve();
    if (this.network === 'request-lost') throw new TypeError('Failed to fetch');
    if (this.network === 'failing') return new Response('<h1>Bad gateway</h1>', { status: 502 });
    if (address === `${this.server}/health`) {
      return Response.json({ signIn: { issuer: ISSUER, clientId: 'ext', scope: 'openid', prompt: null } });
    }
    if (address.endsWith('/openid-configuration')) {
      return Response.json({
        issuer: ISSUER,
        authorization_endpoint: `${ISSUER}/auth`,
        token_endpoint: `${ISSUER}/token`,
        revocation_endpoint: `${ISSUER}/revoke`,
      });
    }
    const form = new URLSearchParams(String(init?.body));
    const answer = await this.#answer(address, form);
    if (this.network === 'answer-lost') throw new TypeError('Failed to fetch');
    return answer;
  }

  async #answer(address: string, form: URLSearchParams): Promise<Response> {
    const old = form.get('refresh_token') ?? '';
    if (address.endsWith('/revoke')) {
      this.revoked.push(form.get('token') ?? '');
      this.#live.delete(form.get('token') ?? '');
      this.session = false;
      return new Response('');
    }
    if (form.get('grant_type') === 'authorization_code') {
      if (!this.#codes.delete(form.get('code') ?? '')) return refuse('code unknown');
      this.#grant += 1;
      return this.#issue(this.#grant);
    }
    this.refreshed.push(old);
    this.refreshesAtOnce += 1;
    this.mostRefreshesAtOnce = Math.max(this.mostRefreshesAtOnce, this.refreshesAtOnce);
    await new Promise((resolve) => setImmediate(resolve));
    this.refreshesAtOnce -= 1;
    const grant = Number(/^refresh-(\d+)-/.exec(old)?.[1] ?? -1);
    if (!this.#live.delete(old)) this.#deadGrants.add(grant);
    return this.#deadGrants.has(grant) ? refuse('grant ended') : this.#issue(grant);
  }

  #issue(grant: number): Response {
    this.#made += 1;
    const refresh = `refresh-${grant}-${this.#made}`;
    this.#live.set(refresh, grant);
    return Response.json({
      access_token: `access-${this.#made}`,
      refresh_token: refresh,
      expires_in: this.seconds,
    });
  }
}

const refuse = (description: string): Response =>
  Response.json({ error: 'invalid_grant', error_description: description }, { status: 400 });
