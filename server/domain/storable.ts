/** Names and texts that PostgreSQL cannot hold: the character NUL, and halves of characters. */
const NUL = /\0/g;

/** The same value with U+FFFD for each of them: what another machine sends must not stop a process. */
export function storable<T>(value: T): T {
  return replaced(value) as T;
}

function replaced(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(NUL, '\ufffd').toWellFormed();
  if (Array.isArray(value)) return value.map(replaced);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [replaced(name), replaced(member)]),
  );
}
