import { describe, it } from 'vitest';
import { demo } from '../../lib/sites/demo.ts';
import { hasProcess } from '../support/person.ts';
import { takeAdapter } from '../support/picking.ts';
import { find, press, see, seeNoMore, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

describe('an adapter for everybody', () => {
  const world = useWorld();

  it('[M40] [M42] is given by an administrator and used at once, switched off at once, and refused when somebody on the way has changed it', async () => {
    const { origin, recordUrl } = world.crm('demo');
    const alice = await world.person('alice');
    const admin = await world.server.as('admin');
    // A CRM of which the extension knows nothing.
    await admin.put('/systems', [{ id: 'demo', kind: 'acme', name: 'Acme CRM', origins: [origin] }]);
    const page = await alice.onPage(recordUrl);
    await until('no button', async () => !(await hasProcess(page)));
    const options = await alice.options();

    const manager = await world.visitor('admin');
    const giving = await manager.options();
    const acme = { ...demo, kind: 'acme', name: 'Acme CRM' };
    const [first, ...others] = demo.testUrls;
    await takeAdapter(giving, {
      ...acme,
      testUrls: [{ type: 'lead', id: '1', ...first, url: recordUrl }, ...others],
    });
    await press(giving, 'button', /^Give to everybody Acme CRM/);
    await see(options, 'From your administrator');
    await page.reload();
    await see(await alice.pressProcess(page), 'Run a process');

    await press(giving, 'button', /^Switch off for everybody Acme CRM/);
    await until('no button', async () => !(await hasProcess(page)));
    await see(options, 'Switched off by your administrator');

    alice.network.set('forged');
    await press(giving, 'button', /^Switch on for everybody Acme CRM/);
    await see(options, 'What the server gives for “acme” is not used');
    await see(options, 'Expected a signature of this server');
    await until('no button', async () => !(await hasProcess(page)));
    alice.network.set('open');
    await seeNoMore(options, 'Expected a signature of this server');
    await until('the button', () => hasProcess(page));
    await find(options, 'button', /^Switch off Acme CRM, From your administrator/);
  });
});
