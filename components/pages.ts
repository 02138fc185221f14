import { LinkedRecord } from '../lib/protocol/index.ts';

/** Where the extension's own pages are, for links from one to another. */
export const OPTIONS_PAGE = '/options.html';
export const DIAGNOSE_PAGE = '/diagnose.html';
export const ACTIVITIES_PAGE = '/activities.html';
export const PROCESSES_PAGE = '/processes.html';

/** The page of one task in a tab of its own, where no CRM page can cover it. */
export function taskPage(task: string): string {
  return `/overlay.html?task=${encodeURIComponent(task)}`;
}

/** One activity, over the list of all. */
export function activityPage(activity: string): string {
  return `${ACTIVITIES_PAGE}#/list?${new URLSearchParams({ activity })}`;
}

/** The activities of a record, of all times. */
export function recordActivitiesPage({ system, type, id, title, url }: LinkedRecord): string {
  const shown = { ...(title !== null && { title }), ...(url !== null && { url }) };
  return `${ACTIVITIES_PAGE}#/record?${new URLSearchParams({ system, type, id, ...shown })}`;
}

/** The record that such an address names; null: none. */
export function recordIn(query: Readonly<Record<string, string>>): LinkedRecord | null {
  const { title = null, url = null, ...ids } = query;
  const parsed = LinkedRecord.safeParse({ system: ids.system, type: ids.type, id: ids.id, title, url });
  return parsed.success ? parsed.data : null;
}

/** An address that came from elsewhere, if it may be linked to; null for scripts and the like. */
export function safeAddress(address: string | null): string | null {
  if (!address || !URL.canParse(address)) return null;
  return ['http:', 'https:'].includes(new URL(address).protocol) ? address : null;
}
