import { ProtocolError } from '../../../lib/protocol/index.ts';

/** Whether it is the IANA name of a time zone; offsets are none. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Throws `message-malformed` unless it is the IANA name of a time zone. */
export function requireTimeZone(name: string): void {
  if (isTimeZone(name)) return;
  throw new ProtocolError('message-malformed', {
    where: 'timeZone',
    problem: `${name} is no IANA time zone such as Europe/Berlin`,
  });
}
