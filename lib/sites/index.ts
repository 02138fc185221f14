/** The table of contents: every CRM that Throughline knows without being told, by kind. */
import { atomic } from './atomic.ts';
import { bitrix24 } from './bitrix24.ts';
import { close } from './close.ts';
import { copper } from './copper.ts';
import { creatio } from './creatio.ts';
import { demo } from './demo.ts';
import { dynamics } from './dynamics.ts';
import { espocrm } from './espocrm.ts';
import { erpnext, frappeCrm } from './frappe.ts';
import { freshdesk } from './freshdesk.ts';
import { freshsales } from './freshsales.ts';
import { hubspot } from './hubspot.ts';
import { insightly } from './insightly.ts';
import { jira } from './jira.ts';
import { monday } from './monday.ts';
import { odoo } from './odoo.ts';
import { pipedrive } from './pipedrive.ts';
import { redmine } from './redmine.ts';
import { rt } from './rt.ts';
import { salesforce } from './salesforce.ts';
import type { SiteAdapter } from './schema.ts';
import { servicenow } from './servicenow.ts';
import { sugarcrm } from './sugarcrm.ts';
import { suitecrm } from './suitecrm.ts';
import { suitecrm7 } from './suitecrm-7.ts';
import { tryton } from './tryton.ts';
import { twenty } from './twenty.ts';
import { zendesk } from './zendesk.ts';
import { zoho } from './zoho.ts';

export const sites: readonly SiteAdapter[] = [
  ...[atomic, bitrix24, close, copper, creatio, demo, dynamics, erpnext, espocrm, frappeCrm, freshdesk],
  ...[freshsales, hubspot, insightly, jira, monday, odoo, pipedrive, redmine, rt, salesforce, servicenow],
  ...[sugarcrm, suitecrm, suitecrm7, tryton, twenty, zendesk, zoho],
];

/** The adapter of a CRM product, by the `kind` that the server gives for a system. */
export function siteOf(kind: string): SiteAdapter | null {
  return sites.find((site) => site.kind === kind) ?? null;
}
