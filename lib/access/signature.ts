const ALGORITHM = 'Ed25519';

/**
 * Whether a text was signed with the private half of a key; both come in Base64. Null: this browser knows no such signatures,
 * as Chromium before 137.
 */
export async function isSignedBy(key: string, text: string, signature: string): Promise<boolean | null> {
  const [bytes, signed] = [bytesOf(key), bytesOf(signature)];
  if (!bytes || !signed) return false;
  let imported: CryptoKey;
  try {
    imported = await crypto.subtle.importKey('raw', bytes, ALGORITHM, false, ['verify']);
  } catch (problem) {
    return problem instanceof DOMException && problem.name === 'NotSupportedError' ? null : false;
  }
  return crypto.subtle.verify(ALGORITHM, imported, signed, new TextEncoder().encode(text));
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}
