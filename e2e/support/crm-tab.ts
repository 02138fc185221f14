/** The hands and eyes of a fuzz in one tab of a real CRM: does any step, if the page has something for it. */
import type { Page } from 'puppeteer-core';
import type { LinkedRecord, Task } from '../../lib/protocol/index.ts';
import { CALL_BACK, type CrmPlayers, type Step } from './crm-days.ts';
import { CRM_ROUTES, type CrmRoutes } from './crm-routes.ts';
import { type CrmSight, lookAtCrm, noteTyped, pointAt } from './crm-sight.ts';
import { isCovered } from './person.ts';
import { startSmall } from './processes.ts';
import { pressIfThere, until } from './ui.ts';

/** Milliseconds in which a page shows what it has. */
const DRAWN_MS = 600;
/** So many looks, one after the other, find nothing that covers the page. */
const CLEAR = 6;

/** A tab of a CRM in the hands of somebody who does anything there. */
export class CrmTab {
  readonly page: Page;
  readonly #players: CrmPlayers;
  readonly routes: CrmRoutes;
  #zoom = 1;
  /** Drivers of Firefox do not know the frames of a page that comes out of the back/forward cache. */
  knowsFrames = true;

  constructor(players: CrmPlayers, page: Page) {
    this.#players = players;
    this.page = page;
    this.routes = CRM_ROUTES[players.crm.kind];
  }

  async take(step: Step): Promise<void> {
    const { done } = this.#players;
    if ((await this.#do(step)) !== false) done.set(step.do, (done.get(step.do) ?? 0) + 1);
  }

  /** False: the page had nothing for it. */
  async #do(step: Step): Promise<unknown> {
    const { person, own, admin, crm } = this.#players;
    const { pages, links, rows, menus, fields, boxes } = this.routes;
    const page = this.page;
    switch (step.do) {
      case 'enter':
        await this.#leave();
        return this.#go(crm.origin + pages[step.page % pages.length]);
      case 'follow':
        await this.#leave();
        if (rows && step.link % 2 === 0 && (await this.#click(rows, step.link, 2))) return true;
        return this.#click(links, step.link);
      case 'back':
      case 'forward':
        await this.#leave();
        return this.ask((by) => history.go(by), step.do === 'back' ? -1 : 1);
      case 'reload':
        return this.#reload();
      case 'elsewhere':
        return this.#goElsewhere();
      case 'other-tab':
        return this.#lookAtOther();
      case 'menu':
        return this.#click(menus, step.menu);
      case 'tick':
        return this.#click(boxes, step.row);
      case 'escape':
        return isTaken(page.keyboard.press('Escape'));
      case 'type':
        if (!(await this.#click(fields, 0))) return false;
        await isTaken(page.keyboard.type(step.text));
        return this.ask(noteTyped, fields);
      case 'press':
        return this.#click('throughline-button', 0);
      case 'drawer':
        await page.bringToFront();
        return person.driver.command('my-tasks');
      case 'resize':
        return page.setViewport({ width: step.width, height: 800 });
      case 'zoom':
        this.#zoom = step.factor;
        return this.#players.zoom(step.factor);
      case 'network':
        return person.network.set(step.state);
      case 'kill-background':
        return person.driver.stopBackground();
      case 'task':
        return startSmall(own, CALL_BACK, this.#linked());
      case 'cancel': {
        const [task] = await own.get<Task[]>('/tasks');
        return task ? admin.post(`/instances/${task.instance.id}/cancel`, { reason: 'No more' }) : false;
      }
      case 'wait':
        return new Promise((passed) => setTimeout(passed, step.ms));
    }
  }

  /** Has pages as large as they were, and puts away what was opened, also what comes only now. */
  async clear(): Promise<void> {
    if (this.#zoom !== 1) await this.take({ do: 'zoom', factor: 1 });
    await this.page.setViewport(null);
    let clear = 0;
    let asked = 0;
    await until('menus and questions to be put away', async () => {
      const covered = await isCovered(this.page);
      // The CRM's own dialog under a drawer of ours: the first Escape was for the drawer.
      const isModal = await this.ask(() => document.querySelector(':modal') !== null);
      const asks = await this.ask(pointAt, { selector: this.routes.discards, index: 0 });
      if (asks) asked += 1;
      // Some forms always offer to be discarded.
      clear = covered || isModal || (asks && asked <= CLEAR) ? 0 : clear + 1;
      if (clear <= 1) await this.#leave();
      if (covered) await this.#putAway();
      return clear >= CLEAR;
    });
  }

  async #putAway(): Promise<void> {
    // A press beside a menu puts it away; a drawer stays until it is closed.
    await isTaken(this.page.mouse.click(2, 2));
    if (!(await isCovered(this.page))) return;
    if (this.knowsFrames)
      await pressIfThere(await this.#players.person.overlay(this.page), 'button', 'Close');
    else await this.#reload();
  }

  /** What is in the page now. */
  look(): Promise<CrmSight> {
    const { boxes, title } = this.routes;
    return this.ask(lookAtCrm, { boxes, title });
  }

  /** What was begun is not saved, and may be lost from now on. */
  async #leave(): Promise<void> {
    await isTaken(this.page.keyboard.press('Escape'));
    for (let question = 0; question < 3; question += 1)
      if (!(await this.#click(this.routes.discards, 0, 1, 0))) break;
    await this.#forget();
  }

  #forget(): Promise<void> {
    return this.ask(() => void Object.assign(globalThis, { typed: [] }));
  }

  /** Presses one of these, where it is at this moment; false: there is none that can be reached. */
  async #click(selector: string, index: number, count = 1, limit = DRAWN_MS): Promise<boolean> {
    const find = () => this.ask(pointAt, { selector, index });
    // Pages that have just been opened are still empty.
    const at = await until('something to press', find, limit).catch(() => null);
    if (!at) return false;
    // Drivers of Chrome count in the pixels of the window.
    const scale = this.#players.person.driver.target === 'chrome' ? this.#zoom : 1;
    return isTaken(this.page.mouse.click(at.x * scale, at.y * scale, { count }));
  }

  /** As `#reload`. */
  #go(url: string): Promise<void> {
    return this.ask((to) => location.assign(to), url);
  }

  /** By the page itself: drivers of Firefox wait in vain for a page that was kept in the back/forward cache. */
  async #reload(): Promise<void> {
    await this.ask(() => {
      Reflect.set(globalThis, 'isOld', true);
      location.reload();
    });
    await until('the page anew', () => this.page.evaluate(() => !Reflect.has(globalThis, 'isOld')));
  }

  /** To another site and back, where the browser has kept the page as it was. */
  async #goElsewhere(): Promise<void> {
    const { outside, person } = this.#players;
    await this.#leave();
    await this.#go(outside);
    await until('the other site', () => this.page.evaluate((url) => location.href === url, outside));
    // Whoever leaves at once gets no answer.
    await this.page.evaluate(() => void setTimeout(() => history.back()));
    await until('the CRM', () => this.page.evaluate((url) => location.href !== url, outside));
    this.knowsFrames = person.driver.target === 'chrome';
  }

  async #lookAtOther(): Promise<void> {
    const { person, crm } = this.#players;
    const other = await person.onPage(crm.recordUrl);
    await other.close();
    await this.page.bringToFront();
  }

  /** A record that the CRM has. */
  #linked(): LinkedRecord {
    const { crm, staged } = this.#players;
    const known = crm.records[staged];
    return { system: crm.kind, type: staged, id: known?.id ?? '1', title: known?.title ?? null, url: null };
  }

  /** Asks the page, as soon as there is one that answers. */
  async ask<Argument, Answer>(
    question: (argument: Argument) => Answer,
    argument?: Argument,
  ): Promise<Awaited<Answer>> {
    const [answer] = await until('the page to answer', async () => [
      await this.page.evaluate(question as (argument: unknown) => Answer, argument),
    ]);
    return answer as Awaited<Answer>;
  }
}

/** A page that is just being replaced takes no press. */
function isTaken(press: Promise<void>): Promise<boolean> {
  return press.then(
    () => true,
    () => false,
  );
}
