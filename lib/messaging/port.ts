/** The part of a runtime port that we use, small enough to be played by a test. */
export interface Port {
  readonly name: string;
  readonly sender?: PortSender | undefined;
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: PortEvent<(message: unknown) => void>;
  readonly onDisconnect: PortEvent<() => void>;
}

/** Who is at the other end, as the browser (never the other end itself) says. */
export interface PortSender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly origin?: string | undefined;
  readonly frameId?: number | undefined;
  readonly documentId?: string | undefined;
  readonly tab?: { readonly id?: number | undefined; readonly url?: string | undefined } | undefined;
}

interface PortEvent<Listener> {
  addListener(listener: Listener): void;
}
