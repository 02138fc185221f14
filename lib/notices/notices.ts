import { browser } from 'wxt/browser';
import type { Cache } from '../cache/cache.ts';
import type { News } from '../cache/news.ts';
import { endOfToday } from '../cache/task-reader.ts';
import { isTaken } from '../cache/task-rows.ts';
import { locale } from '../locale.ts';
import type { ActivityCommand, Reminder, Task } from '../protocol/index.ts';
import type { NoticeSettings } from './settings.ts';
import { clearToast, shownToasts, showToast } from './toasts.ts';
import { rememberTold, untoldReminders } from './told-reminders.ts';

/** When the next reminder is due, the background is woken by this alarm. */
export const REMINDER_ALARM = 'reminder';

/** A page that opens by itself makes its task no news: it is waited for. */
const SETTLE_MS = 1000;
/** More at once are told in one. */
const MOST = 3;
/** For how long the button of a reminder puts it off. */
const SNOOZE_MINUTES = 10;

const SUMMARY = 'tasks';
const TASK = 'task:';
const REMINDER = 'reminder:';

interface Parts {
  readonly cache: Cache;
  readonly news: News;
  readonly settings: NoticeSettings;
  /** Whether the link is live: before, it is not known what has come and gone. */
  readonly live: () => boolean;
  readonly openTask: (task: string) => Promise<void>;
  readonly openDrawer: () => Promise<void>;
  readonly openActivity: (activity: string) => Promise<void>;
  readonly send: (command: ActivityCommand, title: string) => Promise<void>;
}

/**
 * Notifications of the browser (behaviour 6.6): each task and each reminder once, what was missed in one at the next
 * sign-in; they go when what they are about is over.
 */
export class Notices {
  readonly #parts: Parts;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What came while the link was away has been told. */
  #caughtUp = false;
  #working: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Something has changed that a notification could be about. */
  look(): void {
    if (!this.#parts.live()) this.#caughtUp = false;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#working = this.#working.then(() => this.#work()).catch(console.error);
    }, SETTLE_MS);
  }

  /** The person has pressed a notification. */
  async clicked(id: string): Promise<void> {
    const { openTask, openDrawer, openActivity, cache } = this.#parts;
    await clearToast(id);
    if (id === SUMMARY) return openDrawer();
    if (id.startsWith(TASK)) return openTask(id.slice(TASK.length));
    const activity = id.slice(REMINDER.length);
    const task = cache.reminders.find((reminder) => reminder.activity === activity)?.task;
    return task ? openTask(task) : openActivity(activity);
  }

  /** The person has pressed a button on a reminder: the first puts it off, the second cancels it. */
  async pressed(id: string, button: number): Promise<void> {
    const activity = id.slice(REMINDER.length);
    const reminder = this.#parts.cache.reminders.find((one) => one.activity === activity);
    await clearToast(id);
    if (!reminder) return;
    const until = new Date(Date.now() + SNOOZE_MINUTES * 60_000).toISOString();
    const command: ActivityCommand =
      button === 0 ? { type: 'reminder.snooze', activity, until } : { type: 'reminder.dismiss', activity };
    await this.#parts.send(command, reminder.title);
  }

  async #work(): Promise<void> {
    await this.#clearEnded();
    await this.#remind();
    if (this.#parts.live()) await this.#tellTasks();
  }

  async #tellTasks(): Promise<void> {
    const { news, settings, cache } = this.#parts;
    const untold = await news.untold(endOfToday());
    if (settings.choice.tasks && cache.user) {
      const missed = !this.#caughtUp && untold.length > 1;
      if (missed || untold.length > MOST) await showToast(summaryOf(untold));
      else for (const task of untold) await showToast(toastOf(task));
    }
    this.#caughtUp = true;
    // With notifications off, nothing is saved up for the day on which they are switched on.
    await news.told(untold.map(({ id }) => id));
  }

  async #remind(): Promise<void> {
    const { cache, settings } = this.#parts;
    const now = Date.now();
    const due = cache.reminders.filter(({ at }) => Date.parse(at) <= now);
    const next = cache.reminders.find(({ at }) => Date.parse(at) > now);
    if (next) await browser.alarms.create(REMINDER_ALARM, { when: Date.parse(next.at) });
    if (!cache.account) return;
    if (settings.choice.reminders)
      for (const reminder of await untoldReminders(due)) await showToast(reminderToast(reminder));
    await rememberTold(due);
  }

  /** What is over, postponed, taken by somebody else or of another person goes by itself. */
  async #clearEnded(): Promise<void> {
    for (const id of await shownToasts()) if (!(await this.#stands(id))) await clearToast(id);
  }

  async #stands(id: string): Promise<boolean> {
    const { cache } = this.#parts;
    const { user } = cache;
    if (!user) return false;
    if (id === SUMMARY) return cache.attention > 0;
    if (id.startsWith(REMINDER)) {
      const reminder = cache.reminders.find(({ activity }) => activity === id.slice(REMINDER.length));
      return reminder !== undefined && Date.parse(reminder.at) <= Date.now();
    }
    const task = await cache.task(id.slice(TASK.length));
    return task !== null && !isTaken(task, user) && Date.parse(task.due ?? task.start) <= endOfToday();
  }
}

function toastOf({ id, title, instance, performer }: Task) {
  const role = performer.user ? null : performer.role;
  const forRole = role ? [browser.i18n.getMessage('taskForRole', [role.name])] : [];
  return { id: TASK + id, title, message: [instance.caption, ...forRole].join('\n') };
}

function summaryOf(tasks: readonly Task[]) {
  const titles = tasks.slice(0, MOST).map(({ title }) => title);
  const more = tasks.length > MOST ? ['…'] : [];
  return {
    id: SUMMARY,
    title: browser.i18n.getMessage('noticeTasks', [String(tasks.length)]),
    message: [...titles, ...more].join('\n'),
  };
}

function reminderToast({ activity, title, caption, start }: Reminder) {
  const at = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' });
  const begins = browser.i18n.getMessage('noticeBegins', [at.format(new Date(start))]);
  return {
    id: REMINDER + activity,
    title,
    message: caption ? `${caption}\n${begins}` : begins,
    buttons: [
      browser.i18n.getMessage('noticeSnooze', [String(SNOOZE_MINUTES)]),
      browser.i18n.getMessage('noticeDismiss'),
    ],
  };
}
