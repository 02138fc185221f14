import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { DEFAULT_SERVER, ServerAddress } from './server-address.ts';

beforeEach(() => fakeBrowser.reset());

/** What a policy of the browser says; an error is what Firefox throws where there is none. */
function manage(said: Record<string, unknown> | Error): void {
  Object.assign(fakeBrowser.storage.managed, {
    get: async () => {
      if (said instanceof Error) throw said;
      return said;
    },
  });
}

describe('the address of the process server', () => {
  it('is the one that the person has set, kept over a restart', async () => {
    manage(new Error('Managed storage manifest not found'));
    const address = await ServerAddress.open();
    expect([address.url, address.isManaged]).toEqual([DEFAULT_SERVER, false]);
    await address.set('https://process.example/');
    expect((await ServerAddress.open()).url).toBe('https://process.example');
  });

  it('is the one that an administrator has set, whatever the person sets', async () => {
    manage({});
    await (await ServerAddress.open()).set('https://mine.example');
    manage({ server: 'https://process.example/' });
    const address = await ServerAddress.open();
    expect([address.url, address.isManaged]).toEqual(['https://process.example', true]);
    await address.set('https://other.example');
    expect(address.url).toBe('https://process.example');
    manage({});
    expect((await ServerAddress.open()).url).toBe('https://mine.example');
  });

  it.each(['process.example', 'ftp://process.example', 7, ''])(
    'is not what a policy says wrongly: %s',
    async (server) => {
      manage({ server });
      const address = await ServerAddress.open();
      expect([address.url, address.isManaged]).toEqual([DEFAULT_SERVER, false]);
    },
  );

  it('is another one when the policy is, and the person’s again when there is none', async () => {
    manage({});
    const address = await ServerAddress.open();
    await address.set('https://mine.example');
    manage({ server: 'https://process.example' });
    expect([await address.renew(), address.url, address.isManaged]).toEqual([
      true,
      'https://process.example',
      true,
    ]);
    expect(await address.renew()).toBe(false);
    manage({});
    expect([await address.renew(), address.url, address.isManaged]).toEqual([
      true,
      'https://mine.example',
      false,
    ]);
  });
});
