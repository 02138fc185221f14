/** The random parts of one sign-in: `state` proves that an answer is to our question, `verifier` that we asked. */
export interface Challenge {
  readonly state: string;
  readonly verifier: string;
  /** What the provider is told of `verifier`. */
  readonly challenge: string;
}

/** Makes the random parts of a sign-in (RFC 7636, S256). */
export async function createChallenge(): Promise<Challenge> {
  const verifier = random();
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { state: random(), verifier, challenge: base64url(new Uint8Array(digest)) };
}

const random = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
