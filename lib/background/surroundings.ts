import { browser } from 'wxt/browser';
import { browserAuth } from '../auth/browser-auth.ts';
import { openDatabase } from '../cache/database.ts';
import { openFallback } from '../connection/fallback.ts';
import { openSocket, socketAnswers } from '../connection/socket.ts';
import type { Surroundings } from './background.ts';
import { ServerAddress } from './server-address.ts';

const HEALTH_MS = 5000;

/** The browser that the background runs in. To be called in its first turn: some of it listens. */
export function browserSurroundings(): Surroundings {
  const address = ServerAddress.open();
  const { name, version } = browser.runtime.getManifest();
  return {
    database: openDatabase(),
    address,
    auth: browserAuth(async () => (await address).url),
    client: { name, version },
    language: browser.i18n.getUILanguage(),
    network: { transports: { socket: openSocket, http: openFallback }, reachable, socketAnswers },
  };
}

async function reachable(server: string): Promise<boolean> {
  try {
    return (await fetch(`${server}/health`, { signal: AbortSignal.timeout(HEALTH_MS) })).ok;
  } catch {
    return false;
  }
}
