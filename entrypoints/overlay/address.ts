export type OverlayAddress =
  | { kind: 'framed'; nonce: string }
  | { kind: 'tab'; task: string }
  /** Framed by somebody who has no nonce, or opened without a task: the page stays empty. */
  | { kind: 'nothing' };

/**
 * What this page was opened for. Any site may frame it; only the host script of the tab gets a nonce, so a
 * frame without one shows nothing and does not even connect.
 */
export function addressOf(
  { hash, search }: { hash: string; search: string },
  framed: boolean,
): OverlayAddress {
  const nonce = hash.slice(1);
  if (framed) return nonce ? { kind: 'framed', nonce } : { kind: 'nothing' };
  const task = new URLSearchParams(search).get('task');
  return task ? { kind: 'tab', task } : { kind: 'nothing' };
}
