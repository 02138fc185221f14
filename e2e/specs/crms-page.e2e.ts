import { describe, expect, it } from 'vitest';
import { crmIsHere } from '../support/crms.ts';
import { hasProcess } from '../support/person.ts';
import { entered, fill, find, has, press, see, textOf, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

describe.skipIf(!(await crmIsHere('redmine')))('the CRM of the company', () => {
  const world = useWorld({ crms: ['redmine'] });

  it('[M40] is added by an address, connected and told to call; then whoever allows it has the button', async () => {
    const crm = world.crm('redmine');
    const { origin, recordUrl } = crm;
    const [account] = crm.accounts;
    if (!account) throw new Error('Expected an account of Redmine, got none.');
    const api = await world.server.as('admin');
    await api.put('/systems', []);

    const admin = await world.visitor('admin');
    const page = await admin.driver.openExtensionPage('processes.html#/crms');
    await see(page, 'No CRM yet');
    await press(page, 'link', 'Add a CRM');
    await fill(page, /^Address of a page/, recordUrl);
    await see(page, `Of it counts ${origin}`);
    expect(await entered(page, /^Kind of CRM/)).toBe('redmine');
    await fill(page, /^Name/, 'Help desk');
    expect(await entered(page, /^Code/)).toBe('help-desk');
    await press(page, 'button', 'Add it');
    await find(page, 'heading', 'Help desk');
    expect(await api.get('/systems')).toEqual([
      { id: 'help-desk', kind: 'redmine', name: 'Help desk', origins: [origin] },
    ]);

    await see(page, 'Not connected');
    expect(await entered(page, /^Address for the server/)).toBe(origin);
    await fill(page, /^User name/, account.login);
    await fill(page, /^Password or API key/, 'not the password');
    await press(page, 'button', 'Save and check');
    await see(page, /Expected .*Redmine.*, got /);
    await fill(page, /^Password or API key/, account.password);
    await press(page, 'button', 'Save and check');
    await see(page, `Signed in as ${account.login}`);
    expect(await entered(page, /^Password or API key/)).toBe('');
    await see(page, 'The server asks every few seconds');

    await press(page, 'button', 'Make a webhook');
    await see(page, 'It has told nothing yet');
    const token = await until('the token', async () => /tlh_[\w-]{20,}/.exec(await textOf(page))?.[0]);
    const told = await fetch(`${world.server.url}/hooks/records/help-desk`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ event: 'modified', type: 'issue', id: '1' }),
    });
    expect(await told.json()).toEqual({ heard: 0 });
    await press(page, 'link', 'CRMs');
    await see(page, 'Last told');
    expect(await textOf(page)).not.toContain(token);

    const alice = await world.visitor('alice');
    await alice.allow(origin);
    const record = await alice.driver.browser.newPage();
    await crm.login(record);
    await record.goto(recordUrl);
    await until('the Process button', () => hasProcess(record));

    await press(page, 'link', 'Help desk');
    await press(page, 'button', 'Remove');
    await see(page, 'Instances keep their records');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await see(page, 'No CRM yet');
    expect(await has(page, 'link', 'Help desk')).toBe(false);
    await until('no button', async () => !(await hasProcess(record)));
  });
});
