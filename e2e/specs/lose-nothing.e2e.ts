import type { Frame, Page } from 'puppeteer-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { healthOf } from '../../scripts/start/server.ts';
import { cancelAll, completed, completions, instanceCount } from '../support/effects.ts';
import { complete, overlayGone, type Person, seeBadge, seeLive } from '../support/person.ts';
import { deploySmall, NOTE_CALL, startSmall } from '../support/processes.ts';
import {
  answerInterest,
  choose,
  enterDate,
  fillQualification,
  QUALIFICATION,
  QUALIFY,
  runProcess,
} from '../support/steps.ts';
import { entered, fill, find, has, press, type Scope, see, seeNoMore } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const NOT_REACHED = 'Server not reached';
const QUEUED = 'Kept; sent when the connection is back';
const ONE_QUEUED = '1 entry waits to be sent';

describe('nothing is lost', () => {
  const world = useWorld();
  const lead = () => world.crm('demo').recordUrl;
  const oneCompletion = async (element: string) => expect(await completions(world.server, element)).toBe(1);

  beforeAll(async () => deploySmall(await world.server.as('admin'), NOTE_CALL));
  // What a test leaves broken must not break the next one.
  afterEach(async () => {
    const alice = await world.person('alice');
    alice.network.set('open');
    if (!(await healthOf(world.server.url))) await world.server.start();
    await cancelAll(world.server);
    await seeBadge(alice, '');
    const { origin } = world.crm('demo');
    for (const page of await alice.driver.browser.pages()) {
      if (page.url().startsWith(origin)) await page.close();
    }
  });

  /** A lead's page with the question over it, not answered yet. */
  async function openQuestion(person: Person): Promise<{ page: Page; overlay: Frame }> {
    const page = await person.onPage(lead());
    const overlay = await person.pressProcess(page);
    await runProcess(overlay, QUALIFY);
    // Not only its title, which the menu may show before the page opens.
    await find(overlay, 'choice', 'Yes, go on');
    return { page, overlay };
  }

  /** … with the qualification over it, nothing filled in yet. */
  async function openForm(person: Person): Promise<{ page: Page; overlay: Frame }> {
    const opened = await openQuestion(person);
    await answerInterest(opened.overlay, 'Yes, go on');
    await see(opened.overlay, 'Qualification of');
    return opened;
  }

  /** Sends the qualification that is filled in, and looks that it has counted once. */
  async function finish(page: Page, overlay: Frame): Promise<void> {
    await complete(overlay, 'Send for review');
    await overlayGone(page);
    await oneCompletion('Qualify');
    await page.close();
  }

  it('[M28] [M41] when the background is ended again and again while a step is filled in', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await openForm(alice);
    await fill(overlay, /^Need/, QUALIFICATION.need);
    await alice.driver.stopBackground();
    await choose(overlay, /^Budget range/, '5000-to-20000');
    await alice.driver.stopBackground();
    await enterDate(overlay, /^Decision date/, QUALIFICATION.date);
    await alice.driver.stopBackground();
    expect(await entered(overlay, /^Need/)).toBe(QUALIFICATION.need);
    await finish(page, overlay);
  });

  it('[M41] when the background is ended after a command was carried out and before its answer came', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await openQuestion(alice);
    alice.network.set('deaf');
    await answerInterest(overlay, 'Yes, go on');
    await completed(world.server, 'AskInterest');
    await see(overlay, 'Sending…');
    await alice.driver.stopBackground();
    alice.network.set('open');
    await fillQualification(overlay);
    await oneCompletion('AskInterest');
    await finish(page, overlay);
  });

  it('when the server is killed while a step is filled in, and started again', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await openForm(alice);
    await fill(overlay, /^Need/, QUALIFICATION.need);
    await world.server.kill();
    await see(overlay, NOT_REACHED);
    await choose(overlay, /^Budget range/, '5000-to-20000');
    await enterDate(overlay, /^Decision date/, QUALIFICATION.date);
    await complete(overlay, 'Send for review');
    await see(overlay, QUEUED);
    await see(overlay, ONE_QUEUED);
    await world.server.start();
    await overlayGone(page);
    await oneCompletion('Qualify');
    await page.close();
  });

  it('when the server is killed after a command was carried out and before its answer came', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await openQuestion(alice);
    alice.network.set('deaf');
    await answerInterest(overlay, 'Yes, go on');
    await completed(world.server, 'AskInterest');
    await world.server.kill();
    await see(overlay, NOT_REACHED);
    await world.server.start();
    alice.network.set('open');
    await fillQualification(overlay);
    await oneCompletion('AskInterest');
    await finish(page, overlay);
  });

  it('when the network is cut while a step is sent: the page says so, and follows when it is back', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await openQuestion(alice);
    alice.network.set('cut');
    await answerInterest(overlay, 'Yes, go on');
    await see(overlay, QUEUED);
    await see(overlay, NOT_REACHED);
    await see(overlay, ONE_QUEUED);
    const popup = await alice.popup();
    await see(popup, ONE_QUEUED);
    await see(popup, NOT_REACHED);
    await popup.close();
    alice.network.set('open');
    await fillQualification(overlay);
    await oneCompletion('AskInterest');
    await seeNoMore(overlay, ONE_QUEUED);
    await page.bringToFront();
    await finish(page, overlay);
  });

  it('when the network swallows everything while a step is sent', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await openQuestion(alice);
    alice.network.set('silent');
    await answerInterest(overlay, 'Yes, go on');
    await see(overlay, 'Sending…');
    await see(overlay, QUEUED);
    await see(overlay, ONE_QUEUED);
    alice.network.set('open');
    await fillQualification(overlay);
    await oneCompletion('AskInterest');
    await finish(page, overlay);
  });

  it('[M28] when the tab is closed over a half-filled step: the popup opens it again, as it was', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await openForm(alice);
    await fillQualification(overlay);
    await page.close();
    const popup = await alice.popup();
    await press(popup, 'button', /^Qualification of/);
    const tab = await alice.taskTab();
    await expectFilledIn(tab);
    await complete(tab, 'Send for review');
    await completed(world.server, 'Qualify');
    await oneCompletion('Qualify');
  });

  it('[M28] when the tab is closed over a half-filled step: the drawer opens it again, as it was', async () => {
    const alice = await world.person('alice');
    const first = await openForm(alice);
    await fillQualification(first.overlay);
    await first.page.close();
    await alice.driver.stopBackground();
    const page = await alice.onPage(lead());
    const overlay = await alice.pressProcess(page);
    await press(overlay, 'button', /^My tasks/);
    // The menu offers the same step.
    await see(overlay, 'Show future tasks');
    await press(overlay, 'button', /^Qualification of/);
    await expectFilledIn(overlay);
    await finish(page, overlay);
  });

  it('when the tab is closed after a step was completed offline: it is sent, and the next waits in the list', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await openQuestion(alice);
    alice.network.set('cut');
    await answerInterest(overlay, 'Yes, go on');
    await see(overlay, QUEUED);
    await page.close();
    alice.network.set('open');
    const popup = await alice.popup();
    await seeLive(popup);
    await seeNoMore(popup, ONE_QUEUED);
    await press(popup, 'button', /^Qualification of/);
    const tab = await alice.taskTab();
    await oneCompletion('AskInterest');
    await fillQualification(tab);
    await complete(tab, 'Send for review');
    await completed(world.server, 'Qualify');
  });

  it('when the background is ended with a command that was given offline: it is sent once', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await openForm(alice);
    await fillQualification(overlay);
    alice.network.set('cut');
    await complete(overlay, 'Send for review');
    await see(overlay, QUEUED);
    await alice.driver.stopBackground();
    await see(overlay, NOT_REACHED);
    await alice.driver.stopBackground();
    alice.network.set('open');
    await overlayGone(page);
    await oneCompletion('Qualify');
    await page.close();
  });

  it('when a process is run offline: it starts once, and its first page opens when the link is back', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(lead());
    const overlay = await alice.pressProcess(page);
    const before = await instanceCount(world.server);
    alice.network.set('cut');
    await runProcess(overlay, QUALIFY);
    await see(overlay, 'Starting…');
    await see(overlay, ONE_QUEUED);
    await alice.driver.stopBackground();
    alice.network.set('open');
    await see(overlay, 'Is there a real interest');
    expect(await instanceCount(world.server)).toBe(before + 1);
    await answerInterest(overlay, 'No, not interested');
    await overlayGone(page);
    await page.close();
  });

  it('when somebody else completes a step that I complete offline: I am told, my input stays, nothing changes', async () => {
    const [alice, bob] = [await world.person('alice'), await world.person('bob')];
    const record = { system: 'demo', type: 'lead', id: '1', title: 'Two deck ovens', url: lead() };
    await startSmall(await world.server.as('admin'), NOTE_CALL, record);
    const mine = await openNote(alice);
    const his = await openNote(bob);
    await fill(mine.overlay, /^What was said/, 'The ovens are too loud');
    alice.network.set('cut');
    await mine.page.bringToFront();
    await complete(mine.overlay, 'Done');
    await see(mine.overlay, QUEUED);
    await fill(his.overlay, /^What was said/, 'They want an offer');
    await his.page.bringToFront();
    await complete(his.overlay, 'Done');
    await overlayGone(his.page);
    await his.page.close();

    alice.network.set('open');
    await see(mine.overlay, 'Bob Brown completed this step on');
    await see(mine.overlay, 'Nothing that you entered was used.');
    expect(await entered(mine.overlay, /^What was said/)).toBe('The ovens are too loud');
    const popup = await alice.popup();
    await see(popup, 'Not accepted: Note the call');
    expect(await has(popup, 'button', /^Note the call/)).toBe(false);
    await press(popup, 'button', 'Put away');
    await seeNoMore(popup, 'Not accepted: Note the call');
    await popup.close();
    expect(await entered(mine.overlay, /^What was said/)).toBe('The ovens are too loud');
    await oneCompletion('note');
    await mine.page.close();
  });

  async function openNote(person: Person): Promise<{ page: Page; overlay: Frame }> {
    const page = await person.onPage(lead());
    const overlay = await person.pressProcess(page);
    await press(overlay, 'button', /^Note the call/);
    await find(overlay, 'field', /^What was said/);
    return { page, overlay };
  }
});

async function expectFilledIn(scope: Scope): Promise<void> {
  expect(await entered(scope, /^Need/)).toBe(QUALIFICATION.need);
  expect(await entered(scope, /^Budget range/)).toBe('5000-to-20000');
  expect(await entered(scope, /^Decision date/)).toBe(QUALIFICATION.date);
}
