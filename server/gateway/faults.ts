import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { ProtocolError, type WireError } from '../../lib/protocol/index.ts';

/**
 * The error as it travels. Anything but a `ProtocolError` is a fault of ours: logged under a reference that
 * the person can pass on, its text kept here.
 */
export function toWireError(error: unknown, log: Pick<FastifyBaseLogger, 'error'>): WireError {
  if (error instanceof ProtocolError) return error.wire;
  const reference = randomUUID().slice(0, 8);
  log.error({ reference, fault: describeFault(error) }, 'fault');
  return new ProtocolError('server-fault', { reference }).wire;
}

/** Name, code and stack; the texts of database errors can quote what a person entered, so not those. */
function describeFault(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error ? error.code : undefined;
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  const fromDatabase = 'severity' in error;
  return { name: error.name, code, frames, ...(fromDatabase ? {} : { message: error.message }) };
}
