import { join, resolve } from 'node:path';
import type { CrmName, RunningCrm } from '../../demo/crms/crm.ts';
import { crmKind } from '../../demo/crms/index.ts';

/** Filled once and used again by the next run. */
const FOLDER = resolve('.data/e2e');

/** Whether this CRM can be used on this machine; `global-setup.ts` says why not. */
export async function crmIsHere(name: CrmName): Promise<boolean> {
  return (await crmKind(name).missing()) === null;
}

/** Starts a CRM on a free port. What has to be installed for it has been, see `global-setup.ts`. */
export async function startCrm(name: CrmName): Promise<RunningCrm> {
  return crmKind(name).start({ folder: join(FOLDER, name), port: 0 });
}
