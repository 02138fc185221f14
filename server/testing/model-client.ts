/** What a client keeps between two links: the cursor and the tasks, changed by messages only. */
import type { Cursor, ServerMessage, Task } from '../../lib/protocol/index.ts';
import { TestClient } from './client.ts';
import { tokenOf } from './sign-in.ts';

export class ModelClient {
  readonly user: string;
  cursor: Cursor | null = null;
  tasks = new Map<string, Task>();
  readonly #staged = new Map<string, Task>();
  #client: TestClient | null = null;
  #taken = 0;

  constructor(user: string) {
    this.user = user;
  }

  get client(): TestClient | null {
    return this.#client;
  }

  /** Connects to a server and takes in all that brings it to where the channel stood at the welcome. */
  async connect(url: string): Promise<void> {
    this.disconnect();
    this.#taken = 0;
    const client = await TestClient.join(url, tokenOf(this.user), this.cursor);
    this.#client = client;
    const { cursor } = await client.next('welcome');
    await this.reach(cursor);
  }

  /** Takes in messages until the cursor is at least `goal`. */
  async reach(goal: Cursor): Promise<void> {
    await this.#client?.until(() => {
      this.take();
      return this.cursor?.epoch === goal.epoch && this.cursor.offset >= goal.offset;
    });
  }

  /** Takes in what has come so far. */
  take(): void {
    const { received } = this.#client ?? { received: [] };
    for (; this.#taken < received.length; this.#taken += 1) {
      const message = received[this.#taken];
      if (message) this.#apply(message);
    }
  }

  disconnect(): void {
    this.take();
    this.#client?.drop();
    this.#client = null;
  }

  #apply(message: ServerMessage): void {
    if (message.type === 'snapshot') {
      if (message.part === 0) this.#staged.clear();
      for (const task of message.tasks) this.#staged.set(task.id, task);
      if (!message.last) return;
      this.tasks = new Map(this.#staged);
      this.cursor = message.cursor;
    }
    if (message.type !== 'events') return;
    const expected = (this.cursor?.offset ?? 0) + 1;
    if (message.epoch !== this.cursor?.epoch || message.offset !== expected) {
      throw new Error(
        `Expected the event after ${JSON.stringify(this.cursor)}, got ${message.epoch} ${message.offset}.`,
      );
    }
    for (const event of message.events) {
      if (event.type === 'task.upserted') this.tasks.set(event.task.id, event.task);
      if (event.type === 'task.removed') this.tasks.delete(event.task);
    }
    this.cursor = { epoch: message.epoch, offset: message.offset + message.events.length - 1 };
  }
}
