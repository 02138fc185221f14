/** The table of contents: every CRM that Throughline knows without being told, by kind. */
import { atomic } from './atomic.ts';
import { demo } from './demo.ts';
import { odoo } from './odoo.ts';
import { redmine } from './redmine.ts';
import { rt } from './rt.ts';
import type { SiteAdapter } from './schema.ts';
import { tryton } from './tryton.ts';

export const sites: readonly SiteAdapter[] = [atomic, demo, odoo, redmine, rt, tryton];

/** The adapter of a CRM product, by the `kind` that the server gives for a system. */
export function siteOf(kind: string): SiteAdapter | null {
  return sites.find((site) => site.kind === kind) ?? null;
}
