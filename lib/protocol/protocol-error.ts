import type { ErrorCode } from './errors.ts';
import { type Details, type WireError, wireError } from './wire-error.ts';

/** A `WireError` to be thrown: both ends turn it back into the message it carries. */
export class ProtocolError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly wire: WireError;
  constructor(error: Code | WireError, details: Details<Code> = {}, field: string | null = null) {
    const wire = typeof error === 'string' ? wireError(error, details, field) : error;
    super(wire.message);
    this.name = 'ProtocolError';
    this.wire = wire;
  }
}
