import { describe, expect, it } from 'vitest';
import { arrive, signInBy } from '../support/person.ts';
import { signInPage } from '../support/sign-in.ts';
import { has, press, reads, see } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

describe('signing in', () => {
  const world = useWorld({ crms: [], env: { THROUGHLINE_ACCESS_TOKEN_SECONDS: '61' } });

  it('[M40] signs a person in on the page of the identity provider, and shows who they are', async () => {
    const alice = await world.person('alice');
    const options = await alice.options();
    await see(options, 'Alice Adams');
    await see(options, 'Sales');
    await see(options, 'Connected');
    await options.close();
  });

  it('signs out, and keeps nothing that another person could see', async () => {
    const bob = await world.person('bob');
    await bob.signOut();
    const popup = await bob.popup();
    await see(popup, 'Sign in to see your tasks');
    expect(await reads(popup, 'Bob')).toBe(false);
    await popup.close();
    await bob.signIn();
  });

  it('tells a person who closes the sign-in window that nothing has happened, and lets them try again', async () => {
    const sam = await arrive('sam', world.server.port);
    try {
      await sam.setServer();
      const options = await sam.options();
      const before = new Set(await sam.driver.browser.pages());
      await press(options, 'button', 'Sign in');
      const window = await signInPage(sam.driver.browser, before);
      await window.close();
      await see(options, 'You could not be signed in');
      await signInBy(sam, () => press(options, 'button', 'Sign in'));
      await see(options, 'Sam Singh');
    } finally {
      await sam.leave();
    }
  });

  it('[M34] notices that an administrator has ended the sign-in, and leads back to it', async () => {
    const maria = await world.person('maria');
    const popup = await maria.popup();
    await see(popup, 'Connected');
    const admin = await world.server.as('admin');
    await admin.post('/accounts/maria/revoke', {});
    await see(popup, 'Sign in to see your tasks');
    expect(await has(popup, 'button', 'Sign in')).toBe(true);
    await signInBy(maria, () => press(popup, 'button', 'Sign in'));
    const again = await maria.popup();
    await see(again, 'Connected');
  });

  it('renews the access token before it expires, without the person', async () => {
    const alice = await world.person('alice');
    // The tokens of this server live 61 s; the extension wants 60 s of each, so every hello needs a new one.
    await alice.driver.stopBackground();
    const popup = await alice.popup();
    await see(popup, 'Connected');
    await popup.close();
  });
});
