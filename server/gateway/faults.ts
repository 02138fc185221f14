import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { ProtocolError, phrase, type WireError } from '../../lib/protocol/index.ts';

/**
 * The error as it travels. Anything but a `ProtocolError` is a fault of ours: logged under a reference that
 * the person can pass on, its text kept here.
 */
export function toWireError(error: unknown, log: Pick<FastifyBaseLogger, 'error'>): WireError {
  if (error instanceof ProtocolError) return error.wire;
  if (isUnstorable(error))
    return new ProtocolError('submission-unfit', {
      field: phrase('what-was-sent'),
      expected: phrase('storable'),
      got: phrase('unstorable'),
    }).wire;
  const reference = randomUUID().slice(0, 8);
  log.error({ reference, fault: describeFault(error) }, 'fault');
  return new ProtocolError('server-fault', { reference }).wire;
}

/** Texts with NUL or half a character, numbers and moments beyond all measure: as PostgreSQL refuses them. */
const UNSTORABLE = ['22P02', '22P05', '22021', '22003', '22007', '22008'];

function isUnstorable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && UNSTORABLE.includes(String(error.code));
}

/** Name, code and stack; the texts of database errors can quote what a person entered, so not those. */
function describeFault(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error ? error.code : undefined;
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  const fromDatabase = 'severity' in error;
  return { name: error.name, code, frames, ...(fromDatabase ? {} : { message: error.message }) };
}
