/** A bare client of the process server that sends commands over its socket and waits for the answers. */
import WebSocket from 'ws';
import {
  type AdminQuery,
  type Command,
  PROTOCOL_VERSION,
  type Query,
  type QueryResult,
  type ResultOf,
  type ServerMessage,
} from '../../lib/protocol/index.ts';

export interface Line {
  command<Of extends Command>(command: Of): Promise<ResultOf<Of>>;
  ask(query: AdminQuery): Promise<QueryResult>;
  query(query: Query): Promise<QueryResult>;
  /** The open task of an instance, as it was told. */
  taskOf(instance: string): Promise<string>;
  /** How many messages it has sent: the server lets a line send so many in ten seconds. */
  readonly sent: number;
  close(): void;
}

/** Opens a line for whoever the token speaks for; resolves when it is live. */
export async function openLine(url: string, token: string): Promise<Line> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/link`);
  const answers = new Map<string, { done: (result: never) => void; fail: (error: Error) => void }>();
  const tasks = new Map<string, string>();
  const waiting = new Map<string, (task: string) => void>();
  /** A task can be told of again after it was taken: the snapshot and the events behind it overlap. */
  const taken = new Set<string>();
  const told = (instance: string, task: string) => {
    if (taken.has(task)) return;
    tasks.set(instance, task);
    waiting.get(instance)?.(task);
    waiting.delete(instance);
  };
  let last = 0;
  await new Promise<void>((live, fail) => {
    socket.on('error', fail);
    const hello = {
      type: 'hello',
      version: PROTOCOL_VERSION,
      token,
      client: { name: 'bench', version: '1' },
    };
    socket.on('open', () => socket.send(JSON.stringify({ ...hello, cursor: null })));
    socket.on('message', (data) => {
      // Not checked: what the client spends would be counted for the server.
      const message = JSON.parse(data.toString()) as ServerMessage;
      if (message.type === 'error') fail(new Error(message.error.message));
      if (message.type === 'snapshot') {
        for (const task of message.tasks) told(task.instance.id, task.id);
        if (message.last) live();
      }
      if (message.type === 'answer' || message.type === 'reply')
        answers.get(message.id)?.done(message.result as never);
      if (message.type === 'refusal') answers.get(message.id)?.fail(new Error(message.error.message));
      if (message.type !== 'events') return;
      for (const event of message.events) {
        if (event.type === 'task.upserted') told(event.task.instance.id, event.task.id);
      }
    });
  });
  const exchange = <Result>(message: object): Promise<Result> => {
    last += 1;
    const id = `bench-${process.pid}-${Math.random()}-${last}`;
    return new Promise((done, fail) => {
      answers.set(id, { done, fail });
      socket.send(JSON.stringify({ ...message, id }));
    });
  };
  return {
    command: (command) => exchange({ type: 'command', command }),
    query: (query) => exchange({ type: 'query', query }),
    ask: (query) => exchange({ type: 'query', query: { type: 'admin', query } }),
    async taskOf(instance) {
      const task = tasks.get(instance) ?? (await new Promise<string>((come) => waiting.set(instance, come)));
      tasks.delete(instance);
      taken.add(task);
      return task;
    },
    get sent() {
      return last;
    },
    close: () => socket.close(),
  };
}
