import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

/** A mail server for the demonstration: what it takes is kept in a folder and goes nowhere. */
export interface Mailbox {
  url: string;
  stop(): Promise<void>;
}

/** Listens on this machine only; each mail becomes a file that any mail program opens. */
export async function startMailbox(folder: string): Promise<Mailbox> {
  mkdirSync(folder, { recursive: true });
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const name = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${crypto.randomUUID().slice(0, 4)}.eml`;
        writeFile(join(folder, name), Buffer.concat(parts)).then(() => done(), done);
      });
    },
  });
  // A client that breaks off is its own problem.
  smtp.on('error', () => {});
  await new Promise<void>((listening, failed) => {
    smtp.server.once('error', failed);
    smtp.listen(0, '127.0.0.1', () => listening());
  });
  const { port } = smtp.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise((closed) => smtp.close(() => closed())),
  };
}
