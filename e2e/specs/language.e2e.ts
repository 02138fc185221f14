import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { arrive, type Person, seeBadge, seenEnough, signInBy } from '../support/person.ts';
import { deploySmall, NOTE_CALL, startSmall } from '../support/processes.ts';
import { fill, find, press, see } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const PAGES = ['popup.html', 'activities.html', 'options.html', 'processes.html', 'diagnose.html'];

describe('languages', () => {
  const world = useWorld();

  it('[M40] [M05] a person whose browser speaks German reads German, with German dates, in steps too', async ({
    skip,
  }) => {
    const admin = await world.server.as('admin');
    await deploySmall(admin, NOTE_CALL);
    const url = `${world.crm('demo').origin}/leads/1`;
    const record = { system: 'demo', type: 'lead', id: '1', title: 'Two deck ovens', url };
    await startSmall(await world.server.as('alice'), NOTE_CALL, record);
    const alice = await arrive('alice', world.server.port, { language: 'de' });
    try {
      const options = await alice.options();
      const language = await options.evaluate(() => navigator.language);
      if (!language.startsWith('de')) return skip(`this browser has no German: it speaks ${language}`);
      await signInInGerman(alice, options);
      expect(await options.evaluate(() => document.documentElement.lang)).toBe('de');
      const popup = await alice.popup();
      await see(popup, 'Verbunden');
      await see(popup, /Überfällig: 2\. Jan\. 2020/);
      await press(popup, 'button', /Anruf festhalten/);
      const step = await alice.taskTab();
      await fill(step, 'Was gesagt wurde', 'Ruft morgen zurück');
      await see(step, 'Ihre Eingaben sind gespeichert');
      await seenEnough(step);
      await press(step, 'button', 'Festgehalten');
      await seeBadge(alice, '');
    } finally {
      await alice.leave();
    }
  });

  it('no page grows wider than its window when it runs from right to left', async () => {
    const admin = await world.person('admin');
    for (const path of PAGES) {
      const page = await admin.driver.openExtensionPage(path);
      await find(page, 'heading', /./);
      const wider = await page.evaluate(() => {
        document.documentElement.dir = 'rtl';
        return document.documentElement.scrollWidth - document.documentElement.clientWidth;
      });
      expect({ path, wider }).toEqual({ path, wider: 0 });
      await page.close();
    }
  });
});

async function signInInGerman(person: Person, options: Page): Promise<void> {
  await fill(options, 'Adresse', person.network.url);
  await press(options, 'button', 'Speichern');
  await see(options, 'Gespeichert.');
  await signInBy(person, () => press(options, 'button', 'Anmelden'));
  await find(options, 'button', 'Abmelden');
}
