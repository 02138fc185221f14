import type { ClientMessage, Hello, ServerMessage, WireError } from '../protocol/index.ts';

/** One attempt to talk to the server, by socket or by HTTP: the same messages either way. */
export interface Transport {
  send(message: Exclude<ClientMessage, Hello>): void;
  /** Ends it; nothing more is reported. */
  close(): void;
}

export interface TransportOptions {
  readonly server: string;
  /** Asked for each hello: the cursor and the token of that moment. */
  readonly hello: () => Promise<Hello>;
  readonly onOpen: () => void;
  /** Resolves when the message has been taken in: the next hello tells the cursor after it. */
  readonly onMessage: (message: ServerMessage) => Promise<void>;
  /** Once, unless `close` was called first. */
  readonly onLost: (problem: WireError) => void;
}

export type OpenTransport = (options: TransportOptions) => Transport;
