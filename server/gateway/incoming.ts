import { ClientMessage, LIMITS, PROTOCOL_VERSION, ProtocolError } from '../../lib/protocol/index.ts';

/** Reads what a client sent; throws `message-too-large`, `message-malformed` or `version-mismatch`. */
export function decode(text: string): ClientMessage {
  if (Buffer.byteLength(text) > LIMITS.messageBytes) {
    throw new ProtocolError('message-too-large', { limit: LIMITS.messageBytes });
  }
  const message = check(parseJson(text));
  requireSize(message);
  return message;
}

/** What a person enters in one step is small; an order or a question can carry a folder of processes. */
export function requireSize(message: ClientMessage): void {
  if (message.type !== 'command') return;
  if (Buffer.byteLength(JSON.stringify(message)) <= LIMITS.commandBytes) return;
  throw new ProtocolError('message-too-large', { limit: LIMITS.commandBytes });
}

/** A hello of another version may have another shape: its version is what the client has to hear about. */
export function requireVersion(hello: unknown): void {
  if (typeof hello !== 'object' || hello === null || !('version' in hello)) return;
  const { version } = hello;
  if (typeof version !== 'number' || version === PROTOCOL_VERSION) return;
  throw new ProtocolError('version-mismatch', { expected: PROTOCOL_VERSION, got: version });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProtocolError('message-malformed', { where: 'the whole message', problem: 'it is no JSON' });
  }
}

function check(value: unknown): ClientMessage {
  if (typeof value === 'object' && value !== null && 'type' in value && value.type === 'hello')
    requireVersion(value);
  const parsed = ClientMessage.safeParse(value);
  if (parsed.success) return parsed.data;
  throw malformed(parsed.error.issues);
}

/** `message-malformed` for the first of zod's findings. */
export function malformed(
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
): ProtocolError {
  const [first] = issues;
  const where = first?.path.map(String).join('.') || 'the whole message';
  return new ProtocolError('message-malformed', { where, problem: first?.message ?? 'it has another shape' });
}
