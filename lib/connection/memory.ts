import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { WireError } from '../protocol/index.ts';
import type { LinkMachine } from './machine.ts';

const KEY = 'link';

/** What of the link outlives the background: how patient it is, and which way worked. */
const Remembered = z.object({
  attempt: z.number(),
  nextAttemptAt: z.nullable(z.number()),
  problem: z.nullable(WireError),
  transport: z.enum(['socket', 'http']),
});
export type Remembered = z.infer<typeof Remembered>;

export async function rememberLink({
  attempt,
  nextAttemptAt,
  problem,
  transport,
}: LinkMachine): Promise<void> {
  const remembered: Remembered = { attempt, nextAttemptAt, problem, transport };
  await browser.storage.session.set({ [KEY]: remembered });
}

export async function recallLink(): Promise<Remembered | null> {
  const stored = await browser.storage.session.get(KEY);
  const parsed = Remembered.safeParse(stored[KEY]);
  return parsed.success ? parsed.data : null;
}
