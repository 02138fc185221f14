import { beforeEach, describe, expect, it } from 'vitest';
import { ProtocolError, type WireError, wireError } from '../protocol/index.ts';
import type { Auth, AuthState } from './auth.ts';
import { createAuth } from './create-auth.ts';
import { FakeWorld, REDIRECT, SERVER } from './testing.ts';

let world: FakeWorld;
let auth: Auth;

beforeEach(() => {
  world = new FakeWorld();
  auth = createAuth(world.parts());
});

async function problemOf(attempt: Promise<unknown>): Promise<WireError> {
  const thrown = await attempt.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(ProtocolError);
  return (thrown as ProtocolError).wire;
}
const minutes = (count: number) => count * 60_000;
const SIGNED_IN: AuthState = { signedIn: true, problem: null };
const REFUSAL = wireError('not-signed-in', { problem: 'one for an account that the server does not know' });

describe('signing in', () => {
  it('begins signed out, with nothing to tell and no token', async () => {
    expect(await auth.state()).toEqual({ signedIn: false, problem: null });
    expect((await problemOf(auth.token())).code).toBe('not-signed-in');
    expect(world.opened).toEqual([]);
  });

  it('gives a token, and the same one until it runs out', async () => {
    await auth.signIn();
    expect(await auth.state()).toEqual(SIGNED_IN);
    const token = await auth.token();
    world.clock += minutes(8);
    expect(await auth.token()).toBe(token);
    expect(world.refreshed).toEqual([]);
  });

  it('asks with PKCE and a state of its own each time', async () => {
    await auth.signIn();
    await auth.signIn();
    const [first, second] = world.opened.map(({ searchParams }) => searchParams);
    expect(first?.get('code_challenge_method')).toBe('S256');
    expect(first?.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(first?.get('redirect_uri')).toBe(REDIRECT);
    expect(first?.get('state')).not.toBe(second?.get('state'));
    expect(first?.get('code_challenge')).not.toBe(second?.get('code_challenge'));
  });

  it('is told for each server: another one begins signed out, and signing in there is news', async () => {
    const told: AuthState[] = [];
    auth.onChange((state) => told.push(state), new AbortController().signal);
    await auth.signIn();
    world.server = 'https://other.example';
    expect((await auth.state()).signedIn).toBe(false);
    await auth.signIn();
    expect(told).toEqual([SIGNED_IN, SIGNED_IN]);
  });

  it('opens one window for two requests at once', async () => {
    await Promise.all([auth.signIn(), auth.signIn()]);
    expect(world.opened).toHaveLength(1);
  });

  it.each([
    ['closes', 'sign-in-cancelled', 'a window that was closed before'],
    ['is-refused', 'sign-in-refused', 'Not today'],
    ['forges', 'sign-in-refused', 'an answer to another sign-in'],
  ] as const)('tells why when the person in the window %s', async (person, code, text) => {
    world.person = person;
    const wire = await problemOf(auth.signIn());
    expect(wire.code).toBe(code);
    expect(wire.message).toContain(text);
    expect((await auth.state()).signedIn).toBe(false);
  });

  it('tells which server does not answer', async () => {
    world.network = 'request-lost';
    const wire = await problemOf(auth.signIn());
    expect(wire).toMatchObject({ code: 'server-unreachable', retryable: true });
    expect(wire.message).toContain(`from ${SERVER}, got Failed to fetch`);
    expect(world.opened).toEqual([]);
  });

  it('is finished by the next background when the first one died with the window open', async () => {
    let returned = '';
    const stuck = { ...world.parts() };
    stuck.window = {
      silent: true,
      redirectUri: () => REDIRECT,
      onLateReturn: () => {},
      open: (url) => {
        returned = world.codeFor(new URL(url).searchParams.get('state') ?? '');
        return new Promise(() => {});
      },
    };
    void createAuth(stuck).signIn();
    await expect.poll(() => returned).not.toBe('');

    const next = createAuth(world.parts());
    const told = new Promise<AuthState>((resolve) => next.onChange(resolve, new AbortController().signal));
    world.late(returned);
    expect(await told).toEqual(SIGNED_IN);
    expect(await next.token()).toMatch(/^access-/);
  });
});

describe('renewing', () => {
  beforeEach(() => auth.signIn());

  it('renews in the last minute of a token, once for all who ask', async () => {
    const old = await auth.token();
    world.clock += minutes(9);
    const tokens = await Promise.all([auth.token(), auth.token(), auth.token()]);
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).not.toBe(old);
    expect(world.refreshed).toHaveLength(1);
  });

  it('shares the turn with another background of the same extension', async () => {
    const other = createAuth(world.parts());
    world.clock += minutes(20);
    const [first, second] = await Promise.all([auth.token(), other.token()]);
    expect(first).toBe(second);
    expect(world.refreshed).toHaveLength(1);
  });

  it('outlives the background, and the browser', async () => {
    world.sessionArea.items.clear();
    const next = createAuth(world.parts());
    expect(await next.state()).toEqual(SIGNED_IN);
    expect(await next.token()).toMatch(/^access-/);
    expect(world.opened).toHaveLength(1);
  });

  it.each(['request-lost', 'failing'] as const)(
    'keeps the sign-in while the network is %s',
    async (network) => {
      world.clock += minutes(20);
      world.network = network;
      expect((await problemOf(auth.token())).code).toBe('server-unreachable');
      expect(await auth.state()).toMatchObject({ signedIn: true, problem: { code: 'server-unreachable' } });
      world.network = 'up';
      expect(await auth.token()).toMatch(/^access-/);
      expect(await auth.state()).toEqual(SIGNED_IN);
    },
  );

  it('goes on without the person when the answer with the new refresh token was lost', async () => {
    world.clock += minutes(20);
    world.network = 'answer-lost';
    await problemOf(auth.token());
    world.network = 'up';
    expect(await auth.token()).toMatch(/^access-/);
    expect(world.opened.at(-1)?.searchParams.get('prompt')).toBe('none');
    world.clock += minutes(20);
    expect(await auth.token()).toMatch(/^access-/);
    expect(world.opened).toHaveLength(2);
  });

  it('waits for a better moment when the page of the silent sign-in does not load', async () => {
    world.endEverything();
    world.session = true;
    world.clock += minutes(20);
    world.pagesFail = true;
    expect((await problemOf(auth.token())).code).toBe('server-unreachable');
    expect((await auth.state()).signedIn).toBe(true);
    world.pagesFail = false;
    expect(await auth.token()).toMatch(/^access-/);
  });

  it('ends the sign-in with a reason when the provider ended it', async () => {
    world.endEverything();
    world.clock += minutes(20);
    const states: AuthState[] = [];
    auth.onChange((state) => states.push(state), new AbortController().signal);
    expect((await problemOf(auth.token())).message).toContain('a sign-in that has ended. Sign in again.');
    expect(states.at(-1)).toMatchObject({ signedIn: false, problem: { code: 'not-signed-in' } });
    expect((await problemOf(auth.token())).code).toBe('not-signed-in');
    await auth.signIn();
    expect(await auth.state()).toEqual(SIGNED_IN);
  });

  it('works with tokens of a few seconds', async () => {
    world.seconds = 10;
    world.clock += minutes(20);
    const token = await auth.token();
    world.clock += 4_000;
    expect(await auth.token()).toBe(token);
    world.clock += 2_000;
    expect(await auth.token()).not.toBe(token);
  });
});

describe('a token that the server refuses', () => {
  beforeEach(() => auth.signIn());

  it('is renewed at once', async () => {
    const token = await auth.token();
    await auth.refused(token, REFUSAL);
    expect(await auth.token()).not.toBe(token);
    expect(await auth.state()).toEqual(SIGNED_IN);
  });

  it('ends the sign-in with the reason of the server when the next one is refused too', async () => {
    await auth.refused(await auth.token(), REFUSAL);
    await auth.refused(await auth.token(), REFUSAL);
    expect(await auth.state()).toEqual({ signedIn: false, problem: REFUSAL });
  });

  it('ends it with that reason also when there is no renewal', async () => {
    world.endEverything();
    await auth.refused(await auth.token(), REFUSAL);
    await problemOf(auth.token());
    expect(await auth.state()).toEqual({ signedIn: false, problem: REFUSAL });
  });

  it('is forgotten once a later one was renewed in its time', async () => {
    await auth.refused(await auth.token(), REFUSAL);
    await auth.token();
    world.clock += minutes(20);
    await auth.refused(await auth.token(), REFUSAL);
    expect(await auth.token()).toMatch(/^access-/);
  });

  it('does not matter when it was replaced meanwhile', async () => {
    const old = await auth.token();
    world.clock += minutes(20);
    const token = await auth.token();
    await auth.refused(old, REFUSAL);
    expect(await auth.token()).toBe(token);
  });
});

describe('signing out', () => {
  beforeEach(() => auth.signIn());

  /** A sign-in whose next request arrives only when the test says so; `asked`: it was made. */
  function slowly() {
    const { fetch, ...parts } = world.parts();
    let arrive = (): void => {};
    const first = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    let asked = false;
    const slow = createAuth({
      ...parts,
      fetch: async (...request) => {
        const isFirst = !asked;
        asked = true;
        if (isFirst) await first;
        return fetch(...request);
      },
    });
    return { slow, asked: () => asked, arrive: () => arrive() };
  }

  it('gives the refresh token back and keeps no secret', async () => {
    await auth.signOut();
    expect(await auth.state()).toEqual({ signedIn: false, problem: null });
    await expect.poll(() => world.revoked).toHaveLength(1);
    const stored = JSON.stringify([...world.local.items, ...world.sessionArea.items]);
    expect(stored).not.toMatch(/access-|refresh-|code-/);
  });

  it('works without a network', async () => {
    world.network = 'request-lost';
    await auth.signOut();
    expect((await auth.state()).signedIn).toBe(false);
    expect((await problemOf(auth.token())).code).toBe('not-signed-in');
  });

  it('does not wait for a provider that says nothing, nor for a renewal that does', async () => {
    const { slow, asked, arrive } = slowly();
    world.clock += minutes(20);
    const renewal = slow.token().catch(() => null);
    await expect.poll(asked).toBe(true);
    await slow.signOut();
    expect(await slow.state()).toEqual({ signedIn: false, problem: null });
    // The renewal comes to its end and brings nothing back; the token that it has got goes back as well.
    arrive();
    await renewal;
    await expect.poll(() => world.revoked).toEqual(['refresh-1-3']);
    expect(await slow.state()).toEqual({ signedIn: false, problem: null });
    await slow.signIn();
    expect(await slow.state()).toEqual(SIGNED_IN);
    expect(await slow.token()).toMatch(/^access-/);
  });

  it('is known to the provider before the next sign-in, which it would end otherwise', async () => {
    const { slow, asked, arrive } = slowly();
    await slow.signOut();
    await expect.poll(asked).toBe(true);
    const again = slow.signIn();
    arrive();
    await again;
    expect(world.revoked).toHaveLength(1);
    expect(world.session).toBe(true);
    expect(await slow.state()).toEqual(SIGNED_IN);
    world.clock += minutes(20);
    expect(await slow.token()).toMatch(/^access-/);
    expect(world.refreshed).toHaveLength(1);
  });

  it('makes the provider ask who it is next time, and only then', async () => {
    await auth.signOut();
    await auth.signIn();
    await auth.signIn();
    expect(world.opened.map(({ searchParams }) => searchParams.get('prompt'))).toEqual([null, 'login', null]);
  });
});

describe('what is stored', () => {
  it.each([['nonsense'], [null], [{ state: 'in' }], [{ state: 'in', refreshToken: 7 }]])(
    'counts as signed out when it is %j',
    async (value) => {
      await auth.signIn();
      for (const key of world.local.items.keys()) world.local.items.set(key, value);
      world.sessionArea.items.clear();
      expect(await auth.state()).toEqual({ signedIn: false, problem: null });
      expect((await problemOf(auth.token())).code).toBe('not-signed-in');
    },
  );

  it('tells listeners until their signal fires', async () => {
    const told: AuthState[] = [];
    const end = new AbortController();
    auth.onChange((state) => told.push(state), end.signal);
    await auth.signIn();
    end.abort();
    await auth.signOut();
    expect(told).toEqual([SIGNED_IN]);
  });
});
