import type { WireError } from '../protocol/index.ts';

/** Whether the person is signed in, and when not by their own choice, why not. */
export interface AuthState {
  readonly signedIn: boolean;
  /**
   * Null: nothing to tell. `not-signed-in`: the sign-in has ended and must be repeated. A retryable problem
   * while `signedIn` is true: the token could not be renewed now (no network), it is tried again on the next
   * call.
   */
  readonly problem: WireError | null;
}

/**
 * The person's sign-in at the process server's identity provider. It lives in the background only, so that
 * tokens are renewed in one place; every method may be called at any time and by several callers at once.
 */
export interface Auth {
  /** The state as stored: no network. */
  state(): Promise<AuthState>;
  /**
   * Opens the sign-in window and waits for its end; the state has changed when this returns. Throws a
   * `ProtocolError`: `sign-in-cancelled` (the person closed the window), `sign-in-refused` (the provider said
   * no), `server-unreachable`.
   */
  signIn(): Promise<void>;
  /** Forgets the sign-in here and returns; after that it is revoked at the provider, where it can be reached. */
  signOut(): Promise<void>;
  /**
   * An access token that is good for 60 s at least, or half of its life, renewed if need be; callers at the
   * same time share one renewal. Throws a `ProtocolError`: `not-signed-in` (sign in again), `server-unreachable` (try later; the
   * sign-in is kept).
   */
  token(): Promise<string>;
  /**
   * To be told when the server answers `not-signed-in` to `token`: it is dropped, so that the next `token()`
   * renews it. When the renewed one is refused too, the sign-in ends with `error` as its problem.
   */
  refused(token: string, error: WireError): Promise<void>;
  /**
   * Calls `listener` with the state whenever it has changed, until `signal` fires; after a restart once also
   * with the state as it was. Another server is no change: ask `state()` then.
   */
  onChange(listener: (state: AuthState) => void, signal: AbortSignal): void;
}
