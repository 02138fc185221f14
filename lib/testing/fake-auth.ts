import type { Auth, AuthState } from '../auth/auth.ts';
import { ProtocolError, type WireError } from '../protocol/index.ts';

/** A sign-in without a provider: tokens are counted, and a refused one is renewed once. */
export class FakeAuth implements Auth {
  current: AuthState = { signedIn: true, problem: null };
  issued = 1;
  readonly refusals: string[] = [];
  readonly #listeners: ((state: AuthState) => void)[] = [];

  async state(): Promise<AuthState> {
    return this.current;
  }

  async signIn(): Promise<void> {
    this.become({ signedIn: true, problem: null });
  }

  async signOut(): Promise<void> {
    this.become({ signedIn: false, problem: null });
  }

  async token(): Promise<string> {
    if (!this.current.signedIn) throw new ProtocolError('not-signed-in', { problem: 'none' });
    return `token-${this.issued}`;
  }

  async refused(token: string, error: WireError): Promise<void> {
    this.refusals.push(token);
    if (this.refusals.length > 1) this.become({ signedIn: false, problem: error });
    else this.issued += 1;
  }

  onChange(listener: (state: AuthState) => void): void {
    this.#listeners.push(listener);
  }

  become(state: AuthState): void {
    this.current = state;
    for (const listener of this.#listeners) listener(state);
  }
}
