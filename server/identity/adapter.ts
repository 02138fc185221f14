import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { Db } from '../store/store.ts';

/** Models whose rows die together when their grant is revoked. */
const GRANTABLE = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

/** Keeps what the embedded provider remembers (sessions, grants, codes, tokens) in `oidc_payload`. */
export function createAdapter(db: Db, model: string): Adapter {
  const by = async (
    column: 'id' | 'uid' | 'user_code',
    value: string,
  ): Promise<AdapterPayload | undefined> => {
    const row = await db
      .selectFrom('oidc_payload')
      .select(['payload', 'consumed_at'])
      .where('model', '=', model)
      .where(column, '=', value)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return row.consumed_at === null ? row.payload : { ...row.payload, consumed: seconds(row.consumed_at) };
  };

  return {
    async upsert(id, payload, expiresIn) {
      const values = {
        payload: JSON.stringify(payload),
        grant_id: (GRANTABLE.has(model) ? payload.grantId : undefined) ?? null,
        user_code: payload.userCode ?? null,
        uid: payload.uid ?? null,
        expires_at: expiresIn === undefined ? null : new Date(Date.now() + expiresIn * 1000),
      };
      await db
        .insertInto('oidc_payload')
        .values({ model, id, ...values, consumed_at: null })
        .onConflict((conflict) => conflict.columns(['model', 'id']).doUpdateSet(values))
        .execute();
    },
    find: (id) => by('id', id),
    findByUid: (uid) => by('uid', uid),
    findByUserCode: (code) => by('user_code', code),
    async consume(id) {
      const taken = await db
        .updateTable('oidc_payload')
        .set({ consumed_at: new Date() })
        .where('model', '=', model)
        .where('id', '=', id)
        .where('consumed_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      // Two requests at once with the same code or refresh token: only one of them may have it.
      if (taken === undefined) throw new errors.InvalidGrant('already used by another request');
    },
    async destroy(id) {
      await db.deleteFrom('oidc_payload').where('model', '=', model).where('id', '=', id).execute();
    },
    async revokeByGrantId(grantId) {
      await db
        .deleteFrom('oidc_payload')
        .where('model', '=', model)
        .where('grant_id', '=', grantId)
        .execute();
    },
  };
}

/** Deletes what has expired; to be called now and then. */
export async function deleteExpired(db: Db): Promise<void> {
  await db.deleteFrom('oidc_payload').where('expires_at', '<', new Date()).execute();
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
