import type { Page } from 'puppeteer-core';
import { startDemoCrm } from '../crm/server.ts';
import type { Account, CrmKind, RunningCrm, StartOptions } from './crm.ts';
import { PEOPLE } from './people.ts';

/** No sign-in is needed: the page asks for nothing but the name to work under. */
async function login(page: Page, origin: string, account: Account): Promise<void> {
  const name = PEOPLE.find((person) => person.login === account.login)?.name ?? account.login;
  await page.goto(`${origin}/about`);
  await page.waitForSelector('[data-person]');
  await page.select('[data-person]', name);
}

async function start({ folder, port }: StartOptions): Promise<RunningCrm> {
  const crm = await startDemoCrm({ folder, port });
  const { origin } = crm;
  return {
    kind: 'demo',
    origin,
    recordUrl: `${origin}/leads/1`,
    records: {
      lead: { url: `${origin}/leads/1`, id: '1', title: 'Two deck ovens' },
      contact: { url: `${origin}/contacts/1`, id: '1', title: 'Eva Peeters' },
      ticket: { url: `${origin}/tickets/1`, id: '1', title: 'Invoice shows the wrong delivery address' },
    },
    accounts: PEOPLE.slice(1),
    login: (page, account = PEOPLE[1] ?? PEOPLE[0]) => login(page, origin, account),
    stop: () => crm.close(),
  };
}

/** Our own small CRM, which runs anywhere. */
export const demo: CrmKind = {
  kind: 'demo',
  name: 'Demo CRM',
  missing: async () => null,
  install: async () => undefined,
  start,
};
