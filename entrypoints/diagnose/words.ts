import { type MessageKey, text } from '../../components/text.ts';
import type { Diagnosis } from '../../lib/messaging/contract.ts';

export type DiagnosedLink = Diagnosis['links'][number];

const NAMES: Record<DiagnosedLink['link'], MessageKey> = {
  server: 'diagnoseServer',
  version: 'diagnoseVersion',
  'sign-in': 'diagnoseSignIn',
  socket: 'diagnoseSocket',
  fallback: 'diagnoseFallback',
  'host-access': 'diagnoseHostAccess',
};

const REMEDIES: Record<DiagnosedLink['link'], MessageKey> = {
  server: 'diagnoseServerRemedy',
  version: 'diagnoseVersionRemedy',
  'sign-in': 'diagnoseSignInRemedy',
  socket: 'diagnoseSocketRemedy',
  fallback: 'diagnoseFallbackRemedy',
  'host-access': 'diagnoseHostAccessRemedy',
};

const STATES: Record<DiagnosedLink['state'], MessageKey> = {
  ok: 'diagnoseOk',
  failing: 'diagnoseFailing',
  unknown: 'diagnoseUnknown',
  skipped: 'diagnoseSkipped',
};

/** What a link of the chain is, as a sentence. */
export function nameOf({ link }: DiagnosedLink): string {
  return text(NAMES[link]);
}

/** What to do when it fails. */
export function remedyOf({ link }: DiagnosedLink): string {
  return text(REMEDIES[link]);
}

/** How it is, in a word. */
export function stateWord({ state }: DiagnosedLink): string {
  return text(STATES[state]);
}

/** The chain as plain text, to be pasted into a ticket. */
export function reportOf(links: readonly DiagnosedLink[]): string {
  return links
    .map((link) => `${stateWord(link)} – ${nameOf(link)}${link.detail ? ` (${link.detail})` : ''}`)
    .join('\n');
}
