/** Webhooks: a CRM tells of what happens to its records, known by a token of which only the hash is kept. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  type MadeWebhook,
  ProtocolError,
  phrase,
  type User,
  type Webhook,
} from '../../lib/protocol/index.ts';
import type { Db } from '../store/store.ts';
import { requirePermission } from './people.ts';
import type { Surroundings } from './surroundings.ts';
import { requireSystem, writeFor } from './systems.ts';

/** By it a token is known to scanners that look for secrets in the wrong place. */
const PREFIX = 'tlh_';
/** Noted at most so often: a busy CRM tells many times a second. */
const USED_EVERY_MS = 60_000;

/** The webhooks of all systems that have one. Needs *manage definitions*. */
export async function listWebhooks(db: Db, user: User): Promise<Webhook[]> {
  requirePermission(user, 'manage-definitions');
  const rows = await db.selectFrom('webhook').selectAll().orderBy('system').execute();
  return rows.map(({ system, created_at, last_at }) => {
    return { system, createdAt: created_at.toISOString(), lastAt: last_at?.toISOString() ?? null };
  });
}

/** Makes a webhook, or gives it another token. Only this answer carries it. Needs *manage definitions*. */
export async function makeWebhook(around: Surroundings, user: User, system: string): Promise<MadeWebhook> {
  requirePermission(user, 'manage-definitions');
  const { db } = around.store;
  await requireSystem(db, system);
  const token = PREFIX + randomBytes(32).toString('base64url');
  const at = around.now();
  const fresh = { token_hash: hashOf(token), created_at: at, last_at: null };
  const written = db
    .insertInto('webhook')
    .values({ system, ...fresh })
    .onConflict((conflict) => conflict.column('system').doUpdateSet(fresh))
    .execute();
  await writeFor(db, system, written);
  return { system, createdAt: at.toISOString(), lastAt: null, token };
}

/** Ends a webhook: its token counts no more. Needs *manage definitions*. */
export async function deleteWebhook(db: Db, user: User, system: string): Promise<void> {
  requirePermission(user, 'manage-definitions');
  await requireSystem(db, system);
  await db.deleteFrom('webhook').where('system', '=', system).execute();
}

/** Throws `not-signed-in` unless the token is that of the system's webhook. */
export async function requireWebhook(around: Surroundings, system: string, token: string): Promise<void> {
  const { db } = around.store;
  const row = await db
    .selectFrom('webhook')
    .select(['token_hash', 'last_at'])
    .where('system', '=', system)
    .executeTakeFirst();
  const given = Buffer.from(hashOf(token));
  if (!row || !timingSafeEqual(given, Buffer.from(row.token_hash)))
    throw new ProtocolError('not-signed-in', { problem: phrase('other-webhook') });
  const now = around.now();
  if (row.last_at && now.getTime() - row.last_at.getTime() < USED_EVERY_MS) return;
  await db.updateTable('webhook').set({ last_at: now }).where('system', '=', system).execute();
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
