import type { RunningCrm } from '../../demo/crms/crm.ts';
import { extensionFolder } from './extension.ts';
import { DEMO_PASSWORD } from './server.ts';

/** What runs, and what to do next, for the person who has just started it. */
export function whatIsThere(server: string, crmName: string, crm: RunningCrm, mails: string | null): string {
  const account = crm.accounts[0];
  const crmAccount = account ? `, as ${account.login} / ${account.password}` : '';
  const kept = mails === null ? '' : `\nMails            kept in ${mails}, sent to nobody`;
  return `
Process server   ${server}   (its REST interface: ${server}/docs)
${crmName.padEnd(16)} ${crm.recordUrl}${crmAccount}${kept}

People, all with the password "${DEMO_PASSWORD}":
  alice, bob   sales people      maria   their manager
  sam          support agent     admin   administrator

Next: open the extension's options, check the server's address, sign in as alice, allow the CRM unless it is allowed.
Then press Process on the record's page and run "Qualify a lead".
`;
}

/** What to do where no browser could be opened. */
export function howToLoad(why: string, server: string): string {
  return `No browser was opened: ${why}. The server goes on serving. To load the extension yourself:
  Chrome    chrome://extensions, turn on developer mode, "Load unpacked": ${extensionFolder('chrome')}
  Firefox   about:debugging#/runtime/this-firefox, "Load Temporary Add-on": ${extensionFolder('firefox')}/manifest.json
Then set ${server} as the server in its options. Press Ctrl-C to stop.`;
}
