import type { Port, PortSender } from '../messaging/port.ts';

/** One end of a runtime port, as the browser makes it: messages are copied, and a closed port throws. */
export class FakePort implements Port {
  readonly name: string;
  readonly sender: PortSender | undefined;
  readonly received: unknown[] = [];
  peer: FakePort | null = null;
  #messages: ((message: unknown) => void)[] = [];
  #disconnects: (() => void)[] = [];
  #open = true;

  constructor(name: string, sender?: PortSender) {
    this.name = name;
    this.sender = sender;
  }

  readonly onMessage = {
    addListener: (listener: (message: unknown) => void) => this.#messages.push(listener),
  };
  readonly onDisconnect = { addListener: (listener: () => void) => this.#disconnects.push(listener) };

  get open(): boolean {
    return this.#open;
  }

  postMessage(message: unknown): void {
    if (!this.#open) throw new Error('Attempting to use a disconnected port object');
    const copy = structuredClone(message);
    const { peer } = this;
    queueMicrotask(() => peer?.deliver(copy));
  }

  disconnect(): void {
    if (!this.#open) return;
    this.#open = false;
    const { peer } = this;
    queueMicrotask(() => peer?.lose());
  }

  deliver(message: unknown): void {
    if (!this.#open) return;
    this.received.push(message);
    for (const listener of this.#messages) listener(message);
  }

  /** The other end is gone: the browser tells this one. */
  lose(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const listener of this.#disconnects) listener();
  }
}

/** Two connected ends. `sender` is what the background learns about the page. */
export function portPair(name: string, sender?: PortSender): { page: FakePort; background: FakePort } {
  const page = new FakePort(name);
  const background = new FakePort(name, sender);
  page.peer = background;
  background.peer = page;
  return { page, background };
}

/** Lets everything run that is already due: microtasks, and the macrotasks that fake storage answers with. */
export async function settled(turns = 60): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
