import { atomic } from './atomic.ts';
import type { CrmKind, CrmName } from './crm.ts';
import { demo } from './demo.ts';
import { odoo } from './odoo.ts';
import { redmine } from './redmine.ts';
import { rt } from './rt.ts';
import { tryton } from './tryton.ts';

export type { Account, CrmKind, CrmName, Progress, RecordAddress, RunningCrm, StartOptions } from './crm.ts';

/** Every CRM that can be run here. */
export const CRMS: Readonly<Record<CrmName, CrmKind>> = { demo, tryton, odoo, atomic, redmine, rt };

/** The CRM of that name, as it is given on the command line. */
export function crmKind(name: string): CrmKind {
  const found = Object.values<CrmKind>(CRMS).find((crm) => crm.kind === name);
  if (!found) throw new Error(`Expected a CRM out of ${Object.keys(CRMS).join(', ')}, got "${name}".`);
  return found;
}
