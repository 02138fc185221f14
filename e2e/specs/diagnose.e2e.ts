import { describe, expect, it } from 'vitest';
import { arrive } from '../support/person.ts';
import { find, has, press, reads, see, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const LINKS = {
  server: 'The process server answers',
  version: 'Extension and server speak the same version',
  signIn: 'You are signed in',
  socket: 'The live connection (WebSocket) gets through',
  fallback: 'The connection over plain HTTP gets through',
  access: 'The extension may work on your CRM sites',
} as const;

describe('the diagnose page', () => {
  const world = useWorld();

  it('[M34] says that everything works when it does', async () => {
    const alice = await world.person('alice');
    const page = await alice.driver.openExtensionPage('diagnose.html');
    await see(page, 'Everything works');
    for (const link of Object.values(LINKS)) await see(page, link);
    await page.close();
  });

  it('[M34] names the link that fails first: no server, socket blocked', async () => {
    const alice = await world.person('alice');
    const page = await alice.driver.openExtensionPage('diagnose.html');
    await see(page, 'Everything works');
    alice.network.set('cut');
    await press(page, 'button', 'Check again');
    await see(page, `Repair this first: ${LINKS.server}`);
    alice.network.set('no-socket');
    await find(page, 'button', 'Check again');
    await press(page, 'button', 'Check again');
    await see(page, `Repair this first: ${LINKS.socket}`);
    alice.network.set('open');
    await find(page, 'button', 'Check again');
    await press(page, 'button', 'Check again');
    await see(page, 'Everything works');
    await page.close();
  });

  it('[M34] names the link that fails first: not signed in, no access to the CRM', async () => {
    const sam = await arrive('sam', world.server.port);
    try {
      await sam.setServer();
      const page = await sam.driver.openExtensionPage('diagnose.html');
      await see(page, `Repair this first: ${LINKS.signIn}`);
      await sam.signIn();
      await page.bringToFront();
      // Read before it is asked again: asking takes the last finding away.
      await until('the next finding', async () => {
        const found = await reads(page, `Repair this first: ${LINKS.access}`);
        if (!found && (await has(page, 'button', 'Check again'))) await press(page, 'button', 'Check again');
        return found;
      });
      expect(await has(page, 'button', 'Copy the report')).toBe(true);
    } finally {
      await sam.leave();
    }
  });
});
