import type { Cache } from '../cache/cache.ts';
import type { Desk } from '../cache/desk.ts';
import { isMoving, type Outbox, type Outgoing } from '../cache/outbox.ts';
import type { Link } from '../connection/link.ts';
import type { PageView } from '../messaging/contract.ts';
import type { Topics } from '../messaging/topics.ts';
import { ProtocolError, type TaskPage, type WireError, wireError } from '../protocol/index.ts';

/** Builds what the page of a task shows, and fetches the page when it is not stored here. */
export class PageViews {
  readonly #parts: { cache: Cache; desk: Desk; outbox: Outbox; link: Link; topics: Topics };
  readonly #fetching = new Map<string, Promise<void>>();
  /** Why a page could not be had; asked again with the next link. */
  readonly #failed = new Map<string, WireError>();

  constructor(parts: { cache: Cache; desk: Desk; outbox: Outbox; link: Link; topics: Topics }) {
    this.#parts = parts;
  }

  async view(task: string): Promise<PageView> {
    const { desk, outbox, link } = this.#parts;
    const [kept, draft, command, move] = await Promise.all([
      desk.page(task),
      desk.draft(task),
      outbox.completing(task),
      outbox.moving(task),
    ]);
    const sending = sendingState(command, link.live);
    const error = command?.error ?? null;
    const moving = movingState(move, link.live);
    if (!kept) return { ...this.#absent(task), draft, sending, moving };
    // My own completion ends the task too: its page stays as it is until the answer closes it.
    const ended = kept.end !== null && (sending === 'none' || sending === 'refused');
    return { state: ended ? 'ended' : 'open', page: kept.page, draft, end: kept.end, sending, error, moving };
  }

  /** The page of a task that is not stored here; null: it cannot be had now. */
  async fetch(task: string): Promise<TaskPage | null> {
    const { desk, link } = this.#parts;
    if (link.live) await this.#fetch(task);
    return (await desk.page(task))?.page ?? null;
  }

  /**
   * The person has opened the page of a task. One that is stored here is shown at once; the server is asked all the same,
   * because that has it look for the record of the task. What has changed comes as an event.
   */
  async opened(task: string): Promise<void> {
    const { desk, link } = this.#parts;
    if (!link.live || !(await desk.page(task))) return;
    await link.ask({ type: 'task.page', task }).catch(() => undefined);
  }

  /** A new link may know what the last one did not. */
  linkChanged(): void {
    this.#failed.clear();
  }

  #absent(task: string): Pick<PageView, 'state' | 'page' | 'end' | 'error'> {
    const { link } = this.#parts;
    const nothing = { page: null, end: null };
    const error = this.#failed.get(task);
    if (error) return { ...nothing, state: error.retryable ? 'unavailable' : 'missing', error };
    if (link.live) {
      void this.#fetch(task);
      return { ...nothing, state: 'loading', error: null };
    }
    const { phase, problem } = link.machine;
    const soon = phase === 'connecting' || phase === 'syncing';
    return { ...nothing, state: soon ? 'loading' : 'unavailable', error: soon ? null : problem };
  }

  #fetch(task: string): Promise<void> {
    const running = this.#fetching.get(task);
    if (running) return running;
    const fetching = this.#ask(task).finally(() => this.#fetching.delete(task));
    this.#fetching.set(task, fetching);
    return fetching;
  }

  async #ask(task: string): Promise<void> {
    const { desk, link, topics } = this.#parts;
    try {
      const { page } = await link.ask({ type: 'task.page', task });
      await desk.keep(page);
    } catch (error) {
      this.#failed.set(task, error instanceof ProtocolError ? error.wire : wireError('server-fault'));
      topics.changed('pages');
    }
  }
}

/** What was sent and not answered waits for the link too when it is lost: it is sent again. */
function sendingState(command: Outgoing | null, live: boolean): PageView['sending'] {
  if (!command) return 'none';
  if (command.state === 'refused') return 'refused';
  return live && command.state === 'sent' ? 'sending' : 'queued';
}

function movingState(row: Outgoing | null, live: boolean): PageView['moving'] {
  if (!row || !isMoving(row.command)) return null;
  const state = sendingState(row, live);
  if (state === 'none') return null;
  return { command: row.id, type: row.command.type, state, error: row.error };
}
