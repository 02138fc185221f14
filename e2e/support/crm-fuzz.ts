/** Plays a random day on a real CRM, and compares what there is to what should be when all have come to rest. */
import type { Page } from 'puppeteer-core';
import type { LogPage, Task } from '../../lib/protocol/index.ts';
import type { CrmPlayers, Day } from './crm-days.ts';
import { CRM_ROUTES, type CrmRoutes, type Named } from './crm-routes.ts';
import type { CrmSight } from './crm-sight.ts';
import { CrmTab } from './crm-tab.ts';
import { clickProcess, isCovered, overlayGone } from './person.ts';
import { find, press, see, until } from './ui.ts';

/** Pixels that the stage bar may take. */
const HIGHEST_BAR = 80;
/** So many good looks, one after the other. */
const RESTS = 6;

/** Does a day in a tab of its own. */
export async function playDay(players: CrmPlayers, { start, steps, ends }: Day): Promise<void> {
  const { person, crm } = players;
  const { pages } = CRM_ROUTES[crm.kind];
  const page = await person.driver.browser.newPage();
  // It asks whoever leaves something half written.
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  const tab = new CrmTab(players, page);
  try {
    await page.goto(crm.origin + pages[start % pages.length]);
    for (const step of steps) await tab.take(step);
    await expectCalm(players, tab);
    if (ends === 'forbid') await expectNothingLeft(players, tab);
  } catch (error) {
    const popup = await person.popup();
    const said = await popup.evaluate(() => document.body.innerText);
    await popup.close();
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${message} At ${page.url()}. The popup says: ${said}`, { cause: error });
  } finally {
    person.network.set('open');
    await page.close();
  }
}

/** When everybody has come to rest. */
async function expectCalm(players: CrmPlayers, tab: CrmTab): Promise<void> {
  const { person } = players;
  person.network.set('open');
  await tab.page.bringToFront();
  await until('what was typed to stay as it was typed', async () => (await tab.look()).changed.length === 0);
  await tab.clear();
  const sight = await atRest(tab, players.staged);
  const shown = tab.routes.shows(sight.path);
  if (sight.buttons === 0) return;
  await clickProcess(tab.page);
  if (!tab.knowsFrames) {
    await until('the menu', () => isCovered(tab.page));
    return;
  }
  if (shown === 'list')
    await find(await person.overlay(tab.page), 'heading', new RegExp(`\\b${sight.ticked}\\b`));
  else if (shown) await expectRecord(players, tab.page, shown, sight);
  await expectDrawer(players, tab.page);
  const after = await atRest(tab, players.staged);
  if (after.path !== sight.path)
    throw new Error(`Expected the page to stay at ${sight.path}, got ${after.path}.`);
}

/** Takes the permission away, and gives it again. */
async function expectNothingLeft(players: CrmPlayers, tab: CrmTab): Promise<void> {
  const { person, crm } = players;
  const options = await person.options();
  await press(options, 'button', /^Remove /);
  await see(options, 'Not allowed yet');
  await options.close();
  await tab.page.bringToFront();
  const tags = 'throughline-button, throughline-stages, throughline-overlay';
  await until('nothing of ours in the page', () =>
    tab.ask((all) => document.querySelectorAll(all).length === 0, tags),
  );
  await person.allow(crm.origin);
  await tab.page.bringToFront();
  await atRest(tab, players.staged);
}

/** The menu is that of the record of the address, and what it starts is started for this record. */
async function expectRecord(
  players: CrmPlayers,
  page: Page,
  { type, id }: Named,
  { title }: CrmSight,
): Promise<void> {
  const { person, own, admin, crm } = players;
  const overlay = await person.overlay(page);
  await find(overlay, 'heading', title || `${type} ${id}`);
  const waiting = (await own.get<Task[]>('/tasks')).filter(
    ({ record }) => record?.type === type && record.id === id,
  );
  if (waiting.length > 0) await find(overlay, 'button', /^Call them/);
  const newest = async () => (await admin.get<LogPage>('/instances?limit=1')).items[0];
  const before = (await newest())?.id;
  await press(overlay, 'button', /^Call back/);
  const started = await until('the start', async () => {
    const now = await newest();
    return now?.id === before ? null : now;
  });
  const wanted = JSON.stringify([crm.kind, type, id, title || null]);
  const { record } = started;
  const got = JSON.stringify(record && [record.system, record.type, record.id, record.title]);
  if (got !== wanted) throw new Error(`Expected a start for ${wanted}, got one for ${got}.`);
  await find(overlay, 'heading', /^Call them/);
  await press(overlay, 'button', 'Close');
  await overlayGone(page);
  await admin.post(`/instances/${started.id}/cancel`, { reason: 'It was a try' });
  await clickProcess(page);
}

/** With the menu open: the drawer that it leads to is as the server says. */
async function expectDrawer({ person, own }: CrmPlayers, page: Page): Promise<void> {
  const overlay = await person.overlay(page);
  const tasks = await own.get<Task[]>('/tasks');
  await press(overlay, 'button', /^My tasks/);
  await find(overlay, 'heading', tasks.length > 0 ? `My tasks (${tasks.length})` : 'My tasks');
  for (const { record } of tasks) await see(overlay, record?.title ?? 'Call them');
  await see(overlay, 'Connected');
  await press(overlay, 'button', 'Close');
  await overlayGone(page);
}

/** Waits until all is as it should be, and a moment later still. */
async function atRest(tab: CrmTab, staged: string): Promise<CrmSight> {
  let seen: CrmSight | null = null;
  let good = 0;
  return until(
    async () => `one button for one record, one stage bar where there is a case: ${JSON.stringify(seen)}`,
    async () => {
      const before = seen;
      seen = await tab.look();
      good = isRight(seen, tab.routes.shows(seen.path), staged) && seen.path === before?.path ? good + 1 : 0;
      return good >= RESTS && seen;
    },
  );
}

function isRight(
  { buttons, bars, barHeight, isSeen, hasBoxes, changed }: CrmSight,
  shown: ReturnType<CrmRoutes['shows']>,
  staged: string,
): boolean {
  const isRecord = shown !== null && shown !== 'list';
  const hasButton = isRecord || (shown === 'list' && hasBoxes);
  if (hasButton ? buttons !== 1 || !isSeen : buttons > (shown === 'list' ? 1 : 0)) return false;
  const hasBar = isRecord && shown.type === staged;
  return bars === (hasBar ? 1 : 0) && barHeight <= HIGHEST_BAR && changed.length === 0;
}
