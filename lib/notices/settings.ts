import { browser } from 'wxt/browser';
import { NoticeChoice } from '../messaging/contract.ts';
import type { Topics } from '../messaging/topics.ts';
import { mayToast } from './toasts.ts';

const KEY = 'notices';

/** The person's choice; without the browser's permission nothing is told, whatever they chose. */
export class NoticeSettings {
  readonly #topics: Topics;
  #choice: NoticeChoice;

  private constructor(choice: NoticeChoice, topics: Topics) {
    this.#choice = choice;
    this.#topics = topics;
  }

  static async open(topics: Topics): Promise<NoticeSettings> {
    const stored = NoticeChoice.safeParse((await browser.storage.local.get(KEY))[KEY]);
    return new NoticeSettings(stored.success ? stored.data : { tasks: false, reminders: false }, topics);
  }

  get choice(): NoticeChoice {
    const allowed = mayToast();
    return { tasks: allowed && this.#choice.tasks, reminders: allowed && this.#choice.reminders };
  }

  async set(choice: NoticeChoice): Promise<void> {
    this.#choice = choice;
    await browser.storage.local.set({ [KEY]: choice });
    this.#topics.changed('notices');
  }

  /** The browser's permission may have come or gone. */
  recheck(): void {
    this.#topics.changed('notices');
  }
}
