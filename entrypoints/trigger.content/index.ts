import { defineContentScript } from 'wxt/utils/define-content-script';
import type * as z from 'zod/mini';
import { watchAddress } from '../../lib/host/navigation.ts';
import { isHostIn } from '../../lib/host/presence.ts';
import { pageRuntime } from '../../lib/host/runtime.ts';
import type { TriggerMessage } from '../../lib/messaging/contract.ts';
import { looksLikeRecord } from '../../lib/sites/match.ts';
import { pageUrls } from '../../lib/sites/urls.ts';

/** Asked for in vain, the host script is asked for again after these times, in milliseconds. */
const AGAIN = [2000, 10_000];

/**
 * Decides from the address alone whether this page can show a record or a list of them, and asks for the host script if so.
 * The background registers it, isolated from the page and for the top frame only; `world` here merely picks
 * the wrapper that brings no code of its own.
 */
export default defineContentScript({
  registration: 'runtime',
  matches: [],
  world: 'MAIN',
  main() {
    const patterns = pageUrls.map((source) => new RegExp(source));
    const watching = new AbortController();
    const look = ([wait, ...later]: readonly number[]) => {
      if (isHostIn()) return watching.abort();
      if (watching.signal.aborted || !looksLikeRecord(patterns, location.href)) return;
      announce();
      if (wait !== undefined) setTimeout(look, wait, later);
    };
    watchAddress(() => look(AGAIN), watching.signal);
    look(AGAIN);
  },
});

/** Nobody may hear it, or know this site yet: the extension is starting, or was removed. */
async function announce(): Promise<void> {
  const message: z.infer<typeof TriggerMessage> = { type: 'record-page' };
  try {
    await pageRuntime().runtime.sendMessage(message);
  } catch {
    // A removed extension has no interface any more; the page works on without it.
  }
}
