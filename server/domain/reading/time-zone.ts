import { ProtocolError } from '../../../lib/protocol/index.ts';

/** Throws `message-malformed` unless it is the IANA name of a time zone; offsets are none. */
export function requireTimeZone(name: string): void {
  try {
    if (/^[A-Za-z]/.test(name)) {
      new Intl.DateTimeFormat('en', { timeZone: name });
      return;
    }
  } catch {
    // Refused below, like an offset.
  }
  throw new ProtocolError('message-malformed', {
    where: 'timeZone',
    problem: `${name} is no IANA time zone such as Europe/Berlin`,
  });
}
