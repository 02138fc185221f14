import type { TriggerAnswer, TriggerMessage } from '../messaging/contract.ts';
import { looksLikeRecord } from '../sites/match.ts';
import { watchAddress } from './navigation.ts';
import { isHostIn } from './presence.ts';
import { pageRuntime } from './runtime.ts';

/** Asked for in vain, the host script is asked for again after these times, in milliseconds. */
const AGAIN = [2000, 10_000];

/**
 * Decides from the address alone whether this page can show a record or a list of them, and asks for the host script if so;
 * goes to rest once that is in. It carries no adapter: which addresses count here, the background says once for each document.
 */
export function startTrigger(): void {
  let patterns: readonly RegExp[] | null = null;
  const watching = new AbortController();
  const look = async ([wait, ...later]: readonly number[]) => {
    if (isHostIn()) return watching.abort();
    if (watching.signal.aborted) return;
    patterns ??= (await tell('page-opened'))?.map((source) => new RegExp(source)) ?? null;
    if (patterns && !looksLikeRecord(patterns, location.href)) return;
    if (patterns) void tell('record-page');
    if (wait !== undefined) setTimeout(look, wait, later);
  };
  watchAddress(() => look(AGAIN), watching.signal);
  // A page that the browser makes ready unseen, in case the person goes there, is not served before they do.
  document.addEventListener('visibilitychange', () => look([]), { signal: watching.signal });
  void look(AGAIN);
}

/** Nobody may hear it, or know this site yet: the extension is starting, or was removed. */
async function tell(type: TriggerMessage['type']): Promise<TriggerAnswer> {
  const message: TriggerMessage = { type };
  try {
    return (await pageRuntime().runtime.sendMessage(message)) as TriggerAnswer;
  } catch {
    // A removed extension has no interface any more; the page works on without it.
    return null;
  }
}
