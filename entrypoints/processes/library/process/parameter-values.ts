import { parseNumber, printNumber } from '../../../../components/number-text.ts';
import { text } from '../../../../components/text.ts';
import { type Parameter, RecordRef, type Values } from '../../../../lib/protocol/index.ts';

/** What was typed for each parameter; yes or no for a boolean. */
export type Typed = Record<string, string | boolean>;

type Read = { value: Values[string] } | { problem: string };

/** What a field begins with: the default. */
export function startValue({ type, default: value }: Parameter): string | boolean {
  if (type === 'boolean') return value === true;
  if (value === null) return '';
  if (typeof value === 'number') return printNumber(value);
  if (Array.isArray(value)) return value.map(String).join('\n');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The values to start with; what was left empty is left out, so that the default of the process counts. */
export function readValues(
  parameters: readonly Parameter[],
  typed: Typed,
): { values: Values; problems: Record<string, string> } {
  const values: Values = {};
  const problems: Record<string, string> = {};
  for (const parameter of parameters) {
    const words = typed[parameter.name] ?? '';
    if (words === '') {
      if (parameter.required) problems[parameter.name] = text('startMissing');
      continue;
    }
    const read = typeof words === 'boolean' ? { value: words } : READERS[parameter.type](words.trim());
    if ('problem' in read) problems[parameter.name] = read.problem;
    else values[parameter.name] = read.value;
  }
  return { values, problems };
}

const READERS: Record<Parameter['type'], (words: string) => Read> = {
  text: (value) => ({ value }),
  integer: (words) => readNumber(words, Number.isInteger),
  decimal: (words) => readNumber(words, Number.isFinite),
  boolean: (words) => ({ value: words === 'true' }),
  date: (value) => ({ value }),
  // The control tells the person's own time; the process has to know which that is.
  datetime: (words) => ({ value: new Date(words).toISOString() }),
  record: readRecord,
  list: (words) => ({
    value: words
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  }),
};

function readNumber(words: string, fits: (value: number) => boolean): Read {
  const value = parseNumber(words);
  return value !== null && fits(value) ? { value } : { problem: text('startNoNumber') };
}

/** `system/type/id`, as the address of a record is given everywhere else. */
function readRecord(words: string): Read {
  const [system, type, ...id] = words.split('/');
  const record = RecordRef.safeParse({ system, type, id: id.join('/') });
  return record.success ? { value: { ...record.data } } : { problem: text('startNoRecord') };
}
