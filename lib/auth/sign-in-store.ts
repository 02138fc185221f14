import * as z from 'zod/mini';
import { WireError } from '../protocol/index.ts';

/** The part of `browser.storage.local` and `.session` that is used. */
export interface StorageArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Kept over restarts of the browser. */
const SignIn = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('in'), refreshToken: z.nullable(z.string()) }),
  z.strictObject({
    state: z.literal('out'),
    problem: z.nullable(WireError),
    /** The person signed out: next time the provider asks who they are, even if it still knows. */
    askWho: z.boolean(),
  }),
]);
export type SignIn = z.infer<typeof SignIn>;

/** Kept until the browser ends. */
const Access = z.strictObject({
  /** Empty: refused by the server and dropped. */
  token: z.string(),
  /** In ms since the epoch. */
  renewAt: z.number(),
  /** Why the server refused the token before this one. */
  refusal: z.nullable(WireError),
});
export type Access = z.infer<typeof Access>;

/** A sign-in whose window is open; kept so that it can be finished by a background that was restarted. */
const Pending = z.strictObject({ state: z.string(), verifier: z.string(), redirectUri: z.string() });
export type Pending = z.infer<typeof Pending>;

export const SIGNED_OUT: SignIn = { state: 'out', problem: null, askWho: false };

/** What is stored of the sign-in at one server. What cannot be read counts as not there. */
export function signInStore(storage: { local: StorageArea; session: StorageArea }, server: string) {
  return {
    signIn: slot(storage.local, `auth.sign-in ${server}`, SignIn),
    access: slot(storage.session, `auth.access ${server}`, Access),
    pending: slot(storage.session, `auth.pending ${server}`, Pending),
  };
}
export type SignInStore = ReturnType<typeof signInStore>;

function slot<T>(area: StorageArea, key: string, schema: z.ZodMiniType<T>) {
  return {
    async get(): Promise<T | null> {
      const parsed = schema.safeParse((await area.get(key))[key]);
      return parsed.success ? parsed.data : null;
    },
    set: (value: T): Promise<void> => area.set({ [key]: value }),
    clear: (): Promise<void> => area.remove(key),
  };
}
