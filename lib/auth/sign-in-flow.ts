import { type Detail, ProtocolError, phrase } from '../protocol/index.ts';
import { createChallenge } from './pkce.ts';
import { authorizationUrl, type Provider, requestTokens, type TokenAnswer } from './provider.ts';
import type { Pending, SignInStore } from './sign-in-store.ts';
import { type SignInWindow, WindowError } from './sign-in-window.ts';

/** One sign-in at one provider: from its address to its tokens. */
export interface Flow {
  readonly server: string;
  readonly provider: Provider;
  readonly store: SignInStore;
  readonly window: SignInWindow;
  readonly fetch: typeof globalThis.fetch;
  readonly language: string;
}

export type Tokens = Extract<TokenAnswer, { ok: true }>;

/**
 * Lets the person sign in. `askWho`: also when the provider still knows somebody. Throws a `ProtocolError`:
 * `sign-in-cancelled`, `sign-in-refused`, `server-unreachable`.
 */
export async function signInByWindow(flow: Flow, askWho: boolean): Promise<Tokens> {
  const { provider, window } = flow;
  const prompt = [askWho ? 'login' : null, provider.prompt].filter((part) => part !== null).join(' ');
  const { url, pending } = await begin(flow, prompt === '' ? null : prompt);
  await flow.store.pending.set(pending);
  try {
    const returned = await window.open(url, { silent: false, redirectUri: pending.redirectUri });
    return await finish(flow, pending, returned);
  } catch (error) {
    if (!(error instanceof WindowError)) throw error;
    if (error.kind === 'closed') throw new ProtocolError('sign-in-cancelled');
    throw refused(provider, error.message);
  } finally {
    await flow.store.pending.clear();
  }
}

/** Signs in without a window, while the provider still knows the person. Null: it does not, or cannot. */
export async function signInSilently(flow: Flow): Promise<Tokens | null> {
  const { window } = flow;
  if (!window.silent) return null;
  const { url, pending } = await begin(flow, 'none');
  try {
    return await finish(
      flow,
      pending,
      await window.open(url, { silent: true, redirectUri: pending.redirectUri }),
    );
  } catch (error) {
    // A page that did not load says nothing about the person: the network may be gone.
    if (error instanceof WindowError && error.kind === 'failed') {
      throw new ProtocolError('server-unreachable', { server: flow.provider.issuer, problem: error.message });
    }
    if (error instanceof ProtocolError && error.wire.code === 'server-unreachable') throw error;
    return null;
  }
}

/** Turns the address that the provider returned to into tokens. */
export async function finish(flow: Flow, pending: Pending, returned: string): Promise<Tokens> {
  const { provider } = flow;
  const answer = new URL(returned).searchParams;
  if (answer.get('state') !== pending.state) throw refused(provider, phrase('another-sign-in'));
  const from = answer.get('iss');
  if (from !== null && from !== provider.issuer)
    throw refused(provider, phrase('answer-of', { issuer: from }));
  const error = answer.get('error');
  if (error !== null) throw refused(provider, answer.get('error_description') ?? error);
  const tokens = await requestTokens(
    provider,
    {
      grant_type: 'authorization_code',
      code: answer.get('code') ?? '',
      redirect_uri: pending.redirectUri,
      code_verifier: pending.verifier,
    },
    flow.fetch,
  );
  if (!tokens.ok) throw refused(provider, tokens.description);
  return tokens;
}

async function begin(flow: Flow, prompt: string | null): Promise<{ url: string; pending: Pending }> {
  const { state, verifier, challenge } = await createChallenge();
  const redirectUri = flow.window.redirectUri(flow.server);
  const url = authorizationUrl(flow.provider, {
    ...{ redirectUri, state, challenge, prompt },
    language: flow.language,
  });
  return { url, pending: { state, verifier, redirectUri } };
}

const refused = (provider: Provider, problem: Detail): ProtocolError =>
  new ProtocolError('sign-in-refused', { issuer: provider.issuer, problem });
