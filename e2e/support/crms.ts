import { join, resolve } from 'node:path';
import type { CrmName, RunningCrm } from '../../demo/crms/crm.ts';
import { crmKind } from '../../demo/crms/index.ts';

/** Filled once and used again by the next run. */
const FOLDER = resolve('.data/e2e');

/** Why this CRM cannot be used on this machine; null: it can. */
export function whyMissing(name: CrmName): Promise<string | null> {
  return crmKind(name).missing();
}

/** Starts a CRM on a free port. What has to be installed for it has been, see `global-setup.ts`. */
export async function startCrm(name: CrmName): Promise<RunningCrm> {
  return crmKind(name).start({ folder: join(FOLDER, name), port: 0 });
}
