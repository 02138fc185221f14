/** Reads the default of a process parameter as a value of its type. */
import * as z from 'zod';
import { Scalar, type Value } from '../../../lib/protocol/index.ts';
import type { Parameter } from '../port.ts';
import { isDate, readInstant } from '../time.ts';

/** The value; null: the text is none of that type. A record has no default. */
export function readDefault(type: Parameter['type'], text: string): { value: Value } | null {
  switch (type) {
    case 'text':
      return { value: text };
    case 'integer':
      return /^-?\d{1,15}$/.test(text) ? { value: Number(text) } : null;
    case 'decimal':
      return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? { value: Number(text) } : null;
    case 'boolean':
      return text === 'true' || text === 'false' ? { value: text === 'true' } : null;
    case 'date':
      return isDate(text) ? { value: text } : null;
    case 'datetime': {
      const instant = text.includes('T') ? readInstant(text) : null;
      return instant === null ? null : { value: instant };
    }
    case 'list':
      return readList(text);
    case 'record':
      return null;
  }
}

const List = z.array(Scalar);

function readList(text: string): { value: Value } | null {
  try {
    const list = List.safeParse(JSON.parse(text));
    return list.success ? { value: list.data } : null;
  } catch {
    return null;
  }
}
