/** Traces of the remote engine that were kept, so that the embedded one can be held to them without it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { Values } from '../lib/protocol/index.ts';
import type { Trace } from './trace.ts';

const FOLDER = fileURLToPath(new URL('traces/', import.meta.url));

const StoredTrace = z.object({
  pictures: z.array(
    z.object({
      after: z.string(),
      status: z.enum(['running', 'completed', 'cancelled', 'error']),
      tasks: z.array(z.string()),
      waits: z.array(z.string()),
      completed: z.array(z.string()),
      cancelled: z.array(z.string()),
      variables: Values,
    }),
  ),
  problem: z.nullable(z.string()),
});

const Recording = z.object({
  /** The engine and its version. */
  engine: z.string(),
  /** By the name of the case. */
  traces: z.record(z.string(), StoredTrace),
});
export type Recording = z.infer<typeof Recording>;

/** What was recorded for the cases of a topic. */
export function readRecording(topic: string): Recording {
  return Recording.parse(JSON.parse(readFileSync(fileOf(topic), 'utf8')));
}

/** Keeps the traces of a topic, one picture to a line, so that a change can be read. */
export function writeRecording(topic: string, engine: string, traces: Record<string, Trace>): void {
  mkdirSync(FOLDER, { recursive: true });
  const cases = Object.entries(traces).map(([name, { pictures, problem }]) => {
    const lines = pictures.map((picture) => `      ${JSON.stringify(picture)}`).join(',\n');
    return `    ${JSON.stringify(name)}: {"problem": ${JSON.stringify(withoutPlaces(problem))}, "pictures": [\n${lines}\n    ]}`;
  });
  writeFileSync(
    fileOf(topic),
    `{\n  "engine": ${JSON.stringify(engine)},\n  "traces": {\n${cases.join(',\n')}\n  }\n}\n`,
  );
}

/** Addresses and ids are others each time. */
function withoutPlaces(problem: string | null): string | null {
  return problem?.replaceAll(/https?:\S+/g, '…').replaceAll(/'?[\da-f]{8}-[\da-f-]{27}'?/g, '…') ?? null;
}

function fileOf(topic: string): string {
  return join(FOLDER, `${topic}.json`);
}
