import type { Port, PortSender } from './port.ts';

/**
 * A port whose messages wait until somebody listens. The browser delivers them to listeners that were added
 * in the turn in which the port came; the background may need longer to be rebuilt.
 */
export class HeldPort implements Port {
  readonly name: string;
  readonly sender: PortSender | undefined;
  readonly #port: Port;
  readonly #held: unknown[] = [];
  readonly #messageListeners: ((message: unknown) => void)[] = [];
  readonly #disconnectListeners: (() => void)[] = [];
  #gone = false;

  constructor(port: Port) {
    this.#port = port;
    this.name = port.name;
    this.sender = port.sender;
    port.onMessage.addListener((message) => {
      if (this.#messageListeners.length === 0) this.#held.push(message);
      for (const listener of this.#messageListeners) listener(message);
    });
    port.onDisconnect.addListener(() => {
      this.#gone = true;
      for (const listener of this.#disconnectListeners) listener();
    });
  }

  readonly onMessage = {
    addListener: (listener: (message: unknown) => void): void => {
      this.#messageListeners.push(listener);
      for (const message of this.#held.splice(0)) listener(message);
    },
  };

  readonly onDisconnect = {
    addListener: (listener: () => void): void => {
      this.#disconnectListeners.push(listener);
      if (this.#gone) listener();
    },
  };

  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }

  disconnect(): void {
    this.#port.disconnect();
  }
}
