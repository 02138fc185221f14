import { deleteDB } from 'idb';
import { vi } from 'vitest';
import { DATABASE_NAME } from '../cache/database.ts';
import type { OverlayView } from '../messaging/contract.ts';
import type { PageClient } from '../messaging/page-client.ts';
import type {
  CommandResult,
  LinkedRecord,
  ProtocolError,
  Submission,
  TaskEnd,
  WireError,
} from '../protocol/index.ts';
import { type FakeWorld, openWorld } from './browser.ts';
import { FakeAuth } from './fake-auth.ts';
import { FakeServer } from './fake-server.ts';
import { type FakeHost, Lives } from './life.ts';
import { settled } from './ports.ts';
import { SAMPLE_PROCESS, SAMPLE_SYSTEM, samplePage } from './samples.ts';

export const CRM = 'http://crm.example:8000';
export const RECORD = { type: 'sale.opportunity', id: '7', title: 'Big deal' };
/** Where that record is shown. */
export const LINKED_PAGE = `${CRM}/#demo/model/sale.opportunity/7`;
export const LINKED: LinkedRecord = { system: 'tryton-main', ...RECORD, url: LINKED_PAGE };
export const BOX = { x: 1, y: 2, width: 3, height: 4 };
export const YES: Submission = { kind: 'user-dialog', answers: ['yes'] };
export const BOB: TaskEnd = {
  reason: 'completed',
  by: { id: 'bob', name: 'Bob' },
  at: '2026-01-01T10:00:00Z',
};

/** A browser, a process server and a person who is signed in, for tests of the background as a whole. */
export class Stage {
  readonly world: FakeWorld = openWorld();
  readonly server = new FakeServer();
  readonly auth = new FakeAuth();
  #lives: Lives | null = null;

  /** Everything is set, the background has not begun. Timers stand still, storage does not. */
  static async open(): Promise<Stage> {
    const stage = new Stage();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
    await deleteDB(DATABASE_NAME);
    stage.server.systems = [SAMPLE_SYSTEM];
    stage.server.processes = [SAMPLE_PROCESS];
    stage.world.granted.add('http://crm.example/*');
    return stage;
  }

  get lives(): Lives {
    if (!this.#lives) throw new Error('Expected the background to have begun.');
    return this.#lives;
  }

  async begin(): Promise<void> {
    this.#lives = new Lives(DATABASE_NAME, this.server, this.auth);
    await settled();
  }

  close(): void {
    this.#lives?.end();
    vi.useRealTimers();
  }

  /** Time goes by in steps, as storage answers between timers. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 500) {
      await vi.advanceTimersByTimeAsync(Math.min(left, 500));
      await settled(30);
    }
  }

  /** A tab on a record of the CRM, with its host script. */
  async visit(): Promise<{ tab: number; host: FakeHost }> {
    const tab = this.world.openTab(LINKED_PAGE);
    const host = this.lives.host(tab, LINKED_PAGE);
    host.say({ type: 'record', record: RECORD });
    await settled();
    return { tab, host };
  }

  /** A visit whose Process button was pressed, with the overlay that opened. */
  async press(): Promise<{ tab: number; host: FakeHost; overlay: PageClient }> {
    const { tab, host } = await this.visit();
    host.say({ type: 'menu', box: BOX, selected: null });
    await settled();
    return { tab, host, overlay: await this.overlay(tab, host) };
  }

  /** The overlay that the host script of the tab was told to show. */
  async overlay(tab: number, host: FakeHost): Promise<PageClient> {
    const overlay = this.lives.overlay(tab, host.heard('show').at(-1)?.nonce ?? 'none');
    await settled();
    return overlay;
  }
}

/** An answer after which these pages open. */
export function follows(...tasks: string[]): CommandResult {
  return { instance: 'i', ended: false, open: tasks.map(samplePage) };
}

/** What an overlay shows now. */
export async function shown(client: PageClient): Promise<OverlayView | null> {
  const overlay = client.watch({ kind: 'overlay' });
  await settled();
  return overlay.value;
}

/** Why a request failed; null if it did not. */
export function errorOf(request: Promise<void>): Promise<WireError | null> {
  return request.then(
    () => null,
    (error: ProtocolError) => error.wire,
  );
}
