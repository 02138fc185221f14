import { defineContentScript } from 'wxt/utils/define-content-script';
import { watchAddress } from '../../lib/host/navigation.ts';
import { isHostIn } from '../../lib/host/presence.ts';
import { pageRuntime } from '../../lib/host/runtime.ts';
import type { TriggerAnswer, TriggerMessage } from '../../lib/messaging/contract.ts';
import { looksLikeRecord } from '../../lib/sites/match.ts';

/** Asked for in vain, the host script is asked for again after these times, in milliseconds. */
const AGAIN = [2000, 10_000];

/**
 * Decides from the address alone whether this page can show a record or a list of them, and asks for the host script if so.
 * It carries no adapter: which addresses count here, the background says once for each document.
 * The background registers it, isolated from the page and for the top frame only; `world` here merely picks
 * the wrapper that brings no code of its own.
 */
export default defineContentScript({
  registration: 'runtime',
  matches: [],
  world: 'MAIN',
  main() {
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
    void look(AGAIN);
  },
});

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
