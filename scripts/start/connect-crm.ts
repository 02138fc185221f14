import type { RunningCrm } from '../../demo/crms/crm.ts';
import { ODOO_DATABASE } from '../../demo/crms/odoo.ts';
import RT from '../../docs/connectors/rt.json' with { type: 'json' };

/** How the process server reaches one of the CRMs to run on; null: it has no connector for it. */
export function connectionOf({ kind, origin, accounts: [account] }: RunningCrm): object | null {
  const by = account && { user: account.login };
  const settings = {
    demo: { baseUrl: origin },
    tryton: { baseUrl: origin, database: 'demo', ...by },
    odoo: { baseUrl: origin, database: ODOO_DATABASE, ...by },
    redmine: { baseUrl: origin, ...by },
    atomic: null,
    rt: { baseUrl: origin, description: RT, ...by },
  }[kind];
  if (!settings) return null;
  const connector = kind === 'rt' ? 'generic' : kind;
  return { kind: connector, settings, ...(kind === 'demo' ? {} : { secret: account?.password ?? null }) };
}
