import { Value } from '../../../../lib/protocol/index.ts';

/** How a value is entered; `json` is for lists and rows. */
export const VALUE_TYPES = ['text', 'number', 'boolean', 'empty', 'json'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

/** The type of a value that is there. */
export function typeOfValue(value: Value): ValueType {
  if (value === null) return 'empty';
  if (typeof value === 'object') return 'json';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean';
}

/** A value as it is entered. */
export function wordsOfValue(value: Value): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

/** The value that was entered; null where the words are none of this type. */
export function readValue(type: ValueType, words: string): { value: Value } | null {
  switch (type) {
    case 'empty':
      return { value: null };
    case 'boolean':
      return { value: words === 'true' };
    case 'number': {
      const value = Number(words.trim());
      return words.trim() !== '' && Number.isFinite(value) ? { value } : null;
    }
    case 'text':
      return { value: words };
    case 'json':
      return readJson(words);
  }
}

function readJson(words: string): { value: Value } | null {
  try {
    const read = Value.safeParse(JSON.parse(words));
    return read.success ? { value: read.data } : null;
  } catch {
    return null;
  }
}
