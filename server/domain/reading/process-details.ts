/** One process of the library with its versions, settings and history. */
import { sql } from 'kysely';
import {
  type HistoryLine,
  type ProcessDetails,
  type ProcessVersion,
  ProtocolError,
  type StartPermission,
} from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';
import { readCallers } from './callers.ts';
import { toHistoryLine, toPerson } from './history.ts';
import { readEntry } from './library.ts';

const MOST_HISTORY = 100;

/** The process with this key; throws `process-unknown`. */
export async function readProcess(db: Db, key: string): Promise<ProcessDetails> {
  const entry = await readEntry(db, key);
  const settings = await db
    .selectFrom('process')
    .innerJoin('definition', (join) =>
      join.onRef('definition.key', '=', 'process.key').onRef('definition.version', '=', 'process.actual'),
    )
    .select(['tracing', 'retention_days', 'facts'])
    .where('process.key', '=', key)
    .executeTakeFirst();
  if (!entry || !settings) throw new ProtocolError('process-unknown', { key });
  return {
    entry,
    versions: await readVersions(db, key),
    parameters: settings.facts.parameters,
    calls: settings.facts.calls,
    calledBy: await readCallers(db, key),
    tracing: settings.tracing,
    retentionDays: settings.retention_days,
    permissions: await readPermissions(db, key),
    history: await readProcessHistory(db, key),
  };
}

interface VersionRow {
  version: number;
  name: string;
  deployed_at: Date;
  deployed_by: string | null;
  deployer_name: string | null;
  running: number;
}

async function readVersions(db: Db, key: string): Promise<ProcessVersion[]> {
  const { rows } = await sql<VersionRow>`
    select definition.version, definition.name, deployed_at, deployed_by, account.name as deployer_name,
      coalesce(open.running, 0) as running
    from definition
    left join account on account.id = deployed_by
    left join (select version, count(*)::int as running from instance
      where process = ${key} and status in ('running', 'cancelling', 'error') group by version) as open
      on open.version = definition.version
    where key = ${key} order by definition.version desc`.execute(db);
  return rows.map(({ version, name, deployed_at, deployed_by, deployer_name, running }) => {
    const deployedBy = toPerson(deployed_by, deployer_name);
    return { version, name, deployedAt: deployed_at.toISOString(), deployedBy, running };
  });
}

async function readPermissions(db: Db, key: string): Promise<StartPermission[]> {
  const rows = await db
    .selectFrom('process_permission')
    .leftJoin('account', 'account.id', 'process_permission.account')
    .leftJoin('role', 'role.id', 'process_permission.role')
    .select([
      'process_permission.account',
      'process_permission.role',
      'allowed',
      'account.name as account_name',
      'role.name as role_name',
    ])
    .where('process', '=', key)
    .orderBy('position')
    .execute();
  return rows.map(({ account, account_name, role, role_name, allowed }) => {
    return { account: toPerson(account, account_name), role: toPerson(role, role_name), allowed };
  });
}

async function readProcessHistory(db: Db, key: string): Promise<HistoryLine[]> {
  const rows = await db
    .selectFrom('process_log')
    .leftJoin('account', 'account.id', 'process_log.actor')
    .select(['at', 'actor', 'account.name as actor_name', 'event', 'data'])
    .where('process', '=', key)
    .orderBy('position', 'desc')
    .limit(MOST_HISTORY)
    .execute();
  return rows.map((row) => toHistoryLine({ ...row, element: null }));
}
