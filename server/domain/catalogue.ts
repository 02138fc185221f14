/** Changes to what processes are offered to whom. */
import type { Tx } from '../store/store.ts';
import { lockCatalogue } from './catalogue-lock.ts';
import { Outbox } from './channels.ts';
import { startableByUser } from './start-permissions.ts';

/** Transactions that are changing it: a change within a change is told with the outer one. */
const changing = new WeakSet<Tx>();

/**
 * Makes a change to the catalogue of processes, and tells everybody whose list is another after it. Several
 * changes in one transaction belong into one such change: channels are locked once, at the end.
 */
export async function changeCatalogue<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  if (changing.has(tx)) return work();
  changing.add(tx);
  await lockCatalogue(tx);
  const before = await startableByUser(tx);
  const result = await work();
  const after = await startableByUser(tx);
  const texts = new Map<string, string[]>();
  for (const user of new Set([...before.keys(), ...after.keys()])) {
    const text = JSON.stringify(after.get(user) ?? []);
    if (text !== JSON.stringify(before.get(user) ?? [])) texts.set(text, [...(texts.get(text) ?? []), user]);
  }
  const outbox = new Outbox();
  for (const [text, users] of texts)
    outbox.add(users, { type: 'processes.replaced', processes: JSON.parse(text) });
  await outbox.publish(tx);
  return result;
}
