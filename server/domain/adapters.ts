/** Adapters that administrators give to everybody, and kinds of CRM that they switch off. */
import { z } from 'zod';
import { type AdapterStatement, type Order, ProtocolError, type User } from '../../lib/protocol/index.ts';
import { SiteAdapter } from '../../lib/sites/schema.ts';
import { untrueIn } from '../../lib/sites/untrue.ts';
import type { Db, Tx } from '../store/store.ts';
import { loadAdapterKey } from './adapter-key.ts';
import { lockCatalogue } from './catalogue-lock.ts';
import { Outbox } from './channels.ts';
import { requirePermission } from './people.ts';
import { listSystems } from './systems.ts';

const PREFIX = 'adapter:';

const Stored = z.object({
  revision: z.number(),
  enabled: z.boolean(),
  adapter: z.unknown(),
  text: z.string(),
  signature: z.string(),
});
type Stored = z.infer<typeof Stored>;

type AdapterOrder = Extract<Order, { type: `adapter.${string}` }>;
type Of<Type extends AdapterOrder['type']> = Extract<AdapterOrder, { type: Type }>;

/** What everybody gets: the key, and a signed statement for each kind of which something was said. */
export async function readAdapters(db: Db): Promise<{ key: string; statements: AdapterStatement[] }> {
  const { shown } = await loadAdapterKey(db);
  const statements = (await readStored(db)).map(({ text, signature }) => ({ text, signature }));
  return { key: shown, statements };
}

/** The adapters that everybody gets, also those that are switched off. */
export async function listAdapters(db: Db): Promise<SiteAdapter[]> {
  return (await readStored(db)).flatMap(({ adapter }) => SiteAdapter.safeParse(adapter).data ?? []);
}

/** Gives an adapter to everybody. Throws `adapter-unfit` for one that is none, or reads its own examples wrong. */
export async function publishAdapter(
  tx: Tx,
  user: User,
  { adapter: words, origin }: Of<'adapter.publish'>,
): Promise<void> {
  requirePermission(user, 'manage-definitions');
  const adapter = readAdapter(words);
  await lockCatalogue(tx);
  if (origin !== null) await addSystem(tx, adapter, new URL(origin).origin);
  await state(tx, adapter.kind, { enabled: true, adapter });
}

/** Switches a kind of CRM off for everybody, or on again. */
export async function enableAdapter(
  tx: Tx,
  user: User,
  { kind, enabled }: Of<'adapter.enable'>,
): Promise<void> {
  requirePermission(user, 'manage-definitions');
  await lockCatalogue(tx);
  await state(tx, kind, { enabled });
}

/** What ships with the extension counts again. The statement stays, so that no older one can come back. */
export async function withdrawAdapter(tx: Tx, user: User, { kind }: Of<'adapter.withdraw'>): Promise<void> {
  requirePermission(user, 'manage-definitions');
  await lockCatalogue(tx);
  await state(tx, kind, { enabled: true, adapter: null });
}

async function readStored(db: Db): Promise<Stored[]> {
  const rows = await db
    .selectFrom('setting')
    .select('value')
    .where('key', 'like', `${PREFIX}%`)
    .orderBy('key')
    .execute();
  return rows.map(({ value }) => Stored.parse(value));
}

function readAdapter(words: string): SiteAdapter {
  let data: unknown;
  try {
    data = JSON.parse(words);
  } catch {
    throw new ProtocolError('adapter-unfit', { at: words.slice(0, 40) });
  }
  const parsed = SiteAdapter.safeParse(data);
  if (!parsed.success) {
    throw new ProtocolError('adapter-unfit', { at: parsed.error.issues[0]?.path.join('.') || '–' });
  }
  const [untrue] = untrueIn(parsed.data);
  if (untrue !== undefined) throw new ProtocolError('adapter-unfit', { at: untrue });
  return parsed.data;
}

/** Signs what is said of a kind from now on, and tells everybody. What is not given stays as it was. */
async function state(
  tx: Tx,
  kind: string,
  change: { enabled: boolean; adapter?: SiteAdapter | null },
): Promise<void> {
  const key = PREFIX + kind;
  const row = await tx.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  const before: Stored | null = row ? Stored.parse(row.value) : null;
  const { adapter = before?.adapter ?? null, enabled } = change;
  const revision = (before?.revision ?? 0) + 1;
  const text = JSON.stringify({ kind, revision, enabled, adapter });
  const signature = await (await loadAdapterKey(tx)).sign(text);
  const value = JSON.stringify({ revision, enabled, adapter, text, signature });
  await tx
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
  // Who hears of the systems asks for the adapters too.
  const accounts = await tx.selectFrom('account').select('id').execute();
  const outbox = new Outbox();
  outbox.add(
    accounts.map(({ id }) => id),
    { type: 'systems.replaced', systems: await listSystems(tx) },
  );
  await outbox.publish(tx);
}

async function addSystem(tx: Tx, { kind, name }: SiteAdapter, origin: string): Promise<void> {
  const systems = await listSystems(tx);
  if (systems.some(({ origins }) => origins.some((known) => new URL(known).origin === origin))) return;
  const taken = new Set(systems.map(({ id }) => id));
  let id: string = kind;
  for (let count = 2; taken.has(id); count += 1) id = `${kind}-${count}`;
  await tx
    .insertInto('system')
    .values({ id, kind, name, origins: JSON.stringify([origin]) })
    .execute();
}
