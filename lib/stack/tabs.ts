import { browser } from 'wxt/browser';
import type { Topics } from '../messaging/topics.ts';
import { EMPTY_STACK, nextStack, type StackEvent, TabStack } from './stack.ts';

const PREFIX = 'tab:';

/** The stacks of all tabs: in memory, and in the session's storage so that a restart shows the same. */
export class Tabs {
  readonly #stacks = new Map<number, TabStack>();
  readonly #topics: Topics;
  readonly #listeners: ((tab: number, stack: TabStack) => void)[] = [];
  #writing: Promise<void> = Promise.resolve();

  private constructor(topics: Topics) {
    this.#topics = topics;
  }

  static async open(topics: Topics): Promise<Tabs> {
    const tabs = new Tabs(topics);
    for (const [key, value] of Object.entries(await browser.storage.session.get(null))) {
      if (!key.startsWith(PREFIX)) continue;
      const stack = TabStack.safeParse(value);
      if (stack.success) tabs.#stacks.set(Number(key.slice(PREFIX.length)), stack.data);
    }
    return tabs;
  }

  get(tab: number | null): TabStack {
    return (tab !== null && this.#stacks.get(tab)) || EMPTY_STACK;
  }

  has(tab: number): boolean {
    return this.#stacks.has(tab);
  }

  /** The tasks whose pages are open anywhere. */
  shown(): Set<string> {
    return new Set([...this.#stacks.values()].flatMap(({ pages }) => pages));
  }

  /** Every tab with its stack. */
  all(): [tab: number, stack: TabStack][] {
    return [...this.#stacks];
  }

  /** The tab that was opened for a step; null: none. */
  onErrand(task: string): number | null {
    for (const [tab, { errand }] of this.#stacks) if (errand?.task === task) return tab;
    return null;
  }

  /** The tab that waits for what the system does after a command; null: none. */
  waiting(command: string): number | null {
    for (const [tab, { work }] of this.#stacks) if (work.some((one) => one.command === command)) return tab;
    return null;
  }

  onChange(listener: (tab: number, stack: TabStack) => void): void {
    this.#listeners.push(listener);
  }

  /** Resolves when the new stack is stored. */
  dispatch(tab: number, event: StackEvent): Promise<void> {
    const stack = nextStack(this.get(tab), event);
    this.#stacks.set(tab, stack);
    this.#topics.changed('stack');
    for (const listener of this.#listeners) listener(tab, stack);
    return this.#write(() => browser.storage.session.set({ [PREFIX + tab]: stack }));
  }

  remove(tab: number): Promise<void> {
    this.#stacks.delete(tab);
    return this.#write(() => browser.storage.session.remove(PREFIX + tab));
  }

  /** One write after the other: the last state must be the stored one. */
  #write(write: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.then(write, write);
    return this.#writing;
  }
}
