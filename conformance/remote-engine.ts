/** The remote engine of a conformance run: one that runs already, or an Operaton of our own. */
import type { Runner } from './case.ts';
import { startOperaton } from './operaton.ts';
import { createRemoteRunner } from './remote.ts';

export type Remote = { ok: true; runner: Runner; stop: () => Promise<void> } | { ok: false; why: string };

/** `url` is the root of a REST interface; without it, Operaton is started, or `why` says what is missing. */
export async function openRemote(url: string | undefined): Promise<Remote> {
  if (url !== undefined) {
    return { ok: true, runner: await createRemoteRunner(url, 'engine'), stop: async () => {} };
  }
  // Timers fire when a script says so.
  const start = await startOperaton({ quickStart: true, jobExecutor: false });
  if (!start.ok) return start;
  const { url: started, stop } = start.operaton;
  return { ok: true, runner: await createRemoteRunner(started, 'operaton'), stop };
}
