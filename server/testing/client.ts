/** A client on the link for tests: sends, keeps what comes, and waits for it without guessing times. */
import { WebSocket } from 'ws';
import {
  type ClientMessage,
  type Command,
  type Cursor,
  PROTOCOL_VERSION,
  ServerMessage,
} from '../../lib/protocol/index.ts';

type Of<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;

/** A hello of a test client. */
export function helloOf(
  token: string,
  cursor: Cursor | null = null,
): Extract<ClientMessage, { type: 'hello' }> {
  return { type: 'hello', version: PROTOCOL_VERSION, token, client: { name: 'test', version: '0' }, cursor };
}

export class TestClient {
  readonly received: ServerMessage[] = [];
  /** How the server closed the socket. */
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();
  #over = false;

  constructor(url: string) {
    this.#socket = new WebSocket(`${url.replace(/^http/, 'ws')}/link`);
    this.#socket.on('message', (data) => {
      this.received.push(ServerMessage.parse(JSON.parse(data.toString())));
      this.#wake();
    });
    this.#socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.#socket.on('close', (code, reason) => {
        this.#over = true;
        resolve({ code, reason: reason.toString() });
        this.#wake();
      });
    });
  }

  /** Opens a socket, nothing said yet. */
  static async open(url: string): Promise<TestClient> {
    const client = new TestClient(url);
    await new Promise((resolve, reject) => {
      client.#socket.once('open', resolve);
      client.#socket.once('error', reject);
    });
    return client;
  }

  /** Opens a socket and says hello; resolves when the server has told where the channel stands. */
  static async join(url: string, token: string, cursor: Cursor | null = null): Promise<TestClient> {
    const client = await TestClient.open(url);
    client.send(helloOf(token, cursor));
    const { resumed } = await client.next('welcome');
    if (!resumed)
      await client.find((message): message is Of<'snapshot'> => message.type === 'snapshot' && message.last);
    return client;
  }

  /** Sends a message, or any text. */
  send(message: ClientMessage | string | Record<string, unknown>): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  sendBytes(bytes: Buffer): void {
    this.#socket.send(bytes);
  }

  /** Sends a command and waits for its answer or refusal. */
  async command(command: Command, id: string = crypto.randomUUID()): Promise<Of<'answer'> | Of<'refusal'>> {
    this.send({ type: 'command', id, command });
    return this.find((message): message is Of<'answer'> | Of<'refusal'> => {
      return (message.type === 'answer' || message.type === 'refusal') && message.id === id;
    });
  }

  /** The first message of a type, received already or to come. */
  next<T extends ServerMessage['type']>(type: T): Promise<Of<T>> {
    return this.find((message): message is Of<T> => message.type === type);
  }

  /** The first message that fits, received already or to come. */
  async find<M extends ServerMessage>(fits: (message: ServerMessage) => message is M): Promise<M> {
    const found = await this.until(() => this.received.find(fits));
    return found;
  }

  /** Waits until `look` sees something in what has been received. */
  async until<T>(look: () => T | undefined | null | false): Promise<T> {
    for (;;) {
      const seen = look();
      if (seen) return seen;
      if (this.#over)
        throw new Error(`Expected more messages, got the end after ${JSON.stringify(this.received)}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** All events so far, each with its offset. */
  get events() {
    return this.received.flatMap((message) =>
      message.type === 'events'
        ? message.events.map((event, index) => ({ offset: message.offset + index, event }))
        : [],
    );
  }

  /** Ends it as a lost network does: without a word. */
  drop(): void {
    this.#socket.terminate();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
