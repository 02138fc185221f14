import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningCrm } from '../../demo/crms/crm.ts';
import { PROTOCOL_VERSION } from '../../lib/protocol/index.ts';
import { deployAll, registerSystems } from '../../scripts/start/deploy.ts';
import { startCrm } from '../support/crms.ts';
import { completions } from '../support/effects.ts';
import { startNetwork } from '../support/network.ts';
import {
  arrive,
  complete,
  hasProcess,
  overlayGone,
  type Person,
  seeBadge,
  seeLive,
} from '../support/person.ts';
import { answerInterest, QUALIFY, review, runProcess, sendQualification } from '../support/steps.ts';
import { startTwoServers, type TwoServers } from '../support/two-servers.ts';
import { fill, find, has, press, type Scope, see, textOf, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const OVER_HTTP = 'Connected over HTTP: the socket is blocked';
const NOT_REACHED = 'Server not reached';
const UPDATE_NEEDED = 'Update needed: extension and server do not match';
const REVIEW = 'Review the qualification of Two deck ovens';

describe('the connection', () => {
  const world = useWorld();
  const lead = () => world.crm('demo').recordUrl;

  it('says what is wrong with an address that is none', async () => {
    const alice = await world.person('alice');
    const options = await alice.options();
    await fill(options, 'Address', 'process server');
    await press(options, 'button', 'Save');
    await see(options, 'Enter the address of a server');
    await seeLive(options);
    await options.close();
  });

  it('follows the address of the server in the options', async () => {
    const alice = await world.person('alice');
    const popup = await alice.popup();
    await seeLive(popup);
    const elsewhere = await startNetwork(world.server.port);
    try {
      const options = await alice.options();
      await fill(options, 'Address', elsewhere.url);
      await press(options, 'button', 'Save');
      await see(options, 'Saved.');
      // Tokens of one server are nothing to another.
      await see(popup, 'Not signed in');
      // The provider knows who it is, so nobody is asked.
      await press(options, 'button', 'Sign in');
      await seeLive(options);
      await options.close();
      await seeLive(popup);
      alice.network.set('cut');
      const diagnosis = await diagnose(alice);
      await see(diagnosis, `${elsewhere.url} answers`);
      await see(diagnosis, 'Welcomed by server');
      await diagnosis.close();
    } finally {
      alice.network.set('open');
      await alice.setServer();
      await elsewhere.close();
    }
    await seeLive(popup);
    await popup.close();
  });

  it('is visible in popup, drawer and options in every state', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(lead());
    const pages = [await alice.popup(), await alice.options()];
    const openDrawer = async () => {
      const drawer = await alice.pressProcess(page);
      await press(drawer, 'button', /^My tasks/);
      return drawer;
    };
    const seeIn = async (scopes: readonly Scope[], words: string) => {
      // Opening a page is a reason to try at once, however long the next attempt is put off.
      await (await alice.popup()).close();
      for (const scope of scopes) await see(scope, words);
    };
    const before = [...pages, await openDrawer()];
    await seeIn(before, 'Connected');
    alice.network.set('cut');
    await seeIn(before, NOT_REACHED);
    alice.network.set('newer');
    await seeIn(before, UPDATE_NEEDED);
    await alice.signOut();
    await seeIn(pages, 'Not signed in');
    // Which CRMs there are is known only to those who are signed in: nothing of ours stays on their pages.
    await overlayGone(page);
    await until('no button', async () => !(await hasProcess(page)));
    alice.network.set('open');
    await alice.signIn();
    await seeIn(pages, 'Connected');
    alice.network.set('no-socket');
    await seeIn([...pages, await openDrawer()], OVER_HTTP);
    for (const tab of await alice.driver.browser.pages())
      if (tab.url().includes('options')) await tab.close();
    await page.close();
  });

  it('[M34] survives the end of the background where something blocks the socket', async () => {
    const bob = await world.visitor('bob');
    bob.network.set('no-socket');
    const popup = await bob.popup();
    await see(popup, OVER_HTTP);
    await bob.driver.stopBackground();
    await see(popup, OVER_HTTP);
    expect(await has(popup, 'link', 'Diagnose')).toBe(true);
    await popup.close();
  });

  it('[M34] goes over HTTP where something blocks the socket, says so, and a whole process works', async () => {
    const [alice, maria] = [await world.person('alice'), await world.person('maria')];
    const [mine, hers] = [await alice.popup(), await maria.popup()];
    await seeLive(mine);
    alice.network.set('no-socket');
    maria.network.set('no-socket');
    await see(mine, OVER_HTTP);
    await see(hers, OVER_HTTP);
    const page = await alice.onPage(lead());
    const overlay = await alice.pressProcess(page);
    await see(overlay, OVER_HTTP);
    await runProcess(overlay, QUALIFY);
    await answerInterest(overlay, 'Yes, go on');
    await see(overlay, OVER_HTTP);
    await sendQualification(overlay);
    await overlayGone(page);
    // What others do comes by itself too.
    await seeBadge(maria, '1');
    await press(hers, 'button', new RegExp(`^${REVIEW}`));
    await review(await maria.taskTab(), 'Approved');
    await seeBadge(maria, '');
    for (const element of ['AskInterest', 'Qualify', 'Review']) {
      expect(await completions(world.server, element)).toBe(1);
    }
    await page.close();
  });
});

describe('the diagnosis', () => {
  const world = useWorld();

  it('finds nothing wrong where everything works', async () => {
    const diagnosis = await diagnose(await world.person('alice'));
    await see(diagnosis, 'Everything works');
    expect(await textOf(diagnosis)).not.toMatch(/Fails|Skipped|Not checked/);
    await diagnosis.close();
  });

  it('[M34] names the server that does not answer', async () => {
    const alice = await world.person('alice');
    alice.network.set('cut');
    const diagnosis = await diagnose(alice);
    await see(diagnosis, 'Repair this first: The process server answers');
    expect(await stateOf(diagnosis, 'The process server answers')).toMatch(/Fails/);
    expect(await stateOf(diagnosis, 'The live connection')).toMatch(/Skipped/);
    alice.network.set('open');
    await press(diagnosis, 'button', 'Check again');
    await see(diagnosis, 'Everything works');
    await diagnosis.close();
  });

  it('[M34] names the version that does not fit', async () => {
    const alice = await world.person('alice');
    alice.network.set('newer');
    const diagnosis = await diagnose(alice);
    await see(diagnosis, 'Repair this first: Extension and server speak the same version');
    await see(diagnosis, `The extension speaks version ${PROTOCOL_VERSION}, the server version 9`);
    const popup = await alice.popup();
    await see(popup, UPDATE_NEEDED);
    // Somebody has updated it: the person need not wait for the next attempt.
    alice.network.set('open');
    await diagnosis.bringToFront();
    await press(diagnosis, 'button', 'Check again');
    await see(diagnosis, 'Everything works');
    await seeLive(popup);
    await popup.close();
    await diagnosis.close();
  });

  it('[M34] names the socket that something blocks', async () => {
    const alice = await world.person('alice');
    alice.network.set('no-socket');
    const diagnosis = await diagnose(alice);
    await see(diagnosis, 'Repair this first: The live connection (WebSocket) gets through');
    await see(diagnosis, 'A proxy or firewall blocks WebSocket.');
    expect(await stateOf(diagnosis, 'The connection over plain HTTP')).toMatch(/Works/);
    alice.network.set('open');
    await diagnosis.close();
  });

  it('[M34] names the sign-in that is missing, and the access to a CRM', async () => {
    const visitor = await world.visitor('bob');
    const diagnosis = await diagnose(visitor);
    await see(diagnosis, 'Repair this first: The extension may work on your CRM sites');
    await see(diagnosis, `No access to ${world.crm('demo').origin}`);
    await visitor.signOut();
    await press(diagnosis, 'button', 'Check again');
    await see(diagnosis, 'Repair this first: You are signed in');
    expect(await stateOf(diagnosis, 'The process server answers')).toMatch(/Works/);
    await diagnosis.close();
  });
});

describe('two servers on one database', () => {
  let servers: TwoServers;
  let crm: RunningCrm;
  let people: Person[] = [];

  beforeAll(async () => {
    servers = await startTwoServers();
    crm = await startCrm('demo');
    const admin = await servers.first.as('admin');
    await registerSystems(admin, [{ crm, name: 'Demo CRM' }]);
    await deployAll(admin);
    const { first, second } = servers;
    people = [await arrive('alice', first.port), await arrive('maria', second.port)];
    for (const person of people) await person.signIn();
    await people[0]?.allow(crm.origin);
  });
  afterAll(async () => {
    await Promise.all(people.map((person) => person.leave()));
    await crm.stop();
    await servers.stop();
  });

  it('[M35] what one person does over the first reaches a colleague on the second, and back', async () => {
    const [alice, maria] = people;
    if (!alice || !maria) throw new Error('Expected two people, got fewer.');
    const page = await alice.onPage(crm.recordUrl);
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, QUALIFY);
    await answerInterest(overlay, 'Yes, go on');
    await sendQualification(overlay);
    await overlayGone(page);
    await seeBadge(maria, '1');
    const popup = await maria.popup();
    await press(popup, 'button', new RegExp(`^${REVIEW}`));
    await review(await maria.taskTab(), 'Call again');
    await seeBadge(maria, '');
    await seeBadge(alice, '1');
    // A server that is gone leaves nothing behind that the other one would wait for.
    await servers.second.kill();
    const mine = await alice.pressProcess(page);
    await press(mine, 'button', /^Call back/);
    await press(mine, 'choice', 'Reached');
    await complete(mine, 'Complete');
    await see(mine, 'Qualification of');
    expect(await completions(servers.first, 'Review')).toBe(1);
    await page.close();
  });
});

/** The page behind *Diagnose* in the popup, when it has finished. */
async function diagnose(person: Person): Promise<Page> {
  const page = await person.driver.openExtensionPage('diagnose.html');
  await find(page, 'button', 'Check again');
  return page;
}

/** What the diagnosis says about one link of the chain. */
async function stateOf(diagnosis: Scope, link: string): Promise<string> {
  return until(`the line of ${link}`, () =>
    diagnosis.evaluate(
      (name) =>
        [...document.querySelectorAll<HTMLElement>('li')]
          .map((line) => line.innerText)
          .find((words) => words.includes(name)),
      link,
    ),
  );
}
