/** Reads what authors write where neither plain text nor a condition stands: lists, numbers, timers, filters. */
import { Cron } from 'croner';
import { parseExpression } from 'feelin';
import type { Expression, Reading } from '../expressions/expression.ts';
import { readCondition } from '../expressions/read-template.ts';
import { readDuration, readInstant } from '../time.ts';
import { VARIABLE } from './profile.ts';

const refuse = (problem: string, remedy: string): Reading<never> => ({
  ok: false,
  problem: `Expected ${problem}.`,
  remedy,
});

/** Whether the text holds no expression, so that its value is known at deployment. */
export const isConstant = (text: string): boolean => !/[$#]\{/.test(text);

/** The list of a multi-instance element: a variable or one `${…}`. */
export function readCollection(text: string): Reading<Expression> {
  if (VARIABLE.test(text)) return { ok: true, value: { type: 'variable', name: text } };
  if (!isConstant(text)) return readCondition(text);
  return refuse(
    `a variable or \${…} in camunda:collection, got "${text}"`,
    'Write the name of a variable with a list.',
  );
}

/** How often a multi-instance element is executed: a number or one `${…}`. */
export function readCardinality(text: string): Reading<Expression> {
  if (/^\d{1,4}$/.test(text)) return { ok: true, value: { type: 'literal', value: Number(text) } };
  if (!isConstant(text)) return readCondition(text);
  return refuse(
    `a number from 0 to 9999 or \${…} as loop cardinality, got "${text}"`,
    'Write a number or ${variable}.',
  );
}

export type TimerKind = 'date' | 'duration' | 'cycle';

/** What is wrong with a timer that is written plainly; null: nothing. */
export function timerFault(kind: TimerKind, text: string): { expected: string; remedy: string } | null {
  switch (kind) {
    case 'date':
      return readInstant(text) === null
        ? { expected: 'an ISO 8601 date and time', remedy: 'Write it as 2026-03-31T17:00:00Z.' }
        : null;
    case 'duration':
      return readDuration(text) === null
        ? { expected: 'an ISO 8601 duration', remedy: 'Write it as PT30M, PT2H, P1D, P2W or P1M.' }
        : null;
    case 'cycle':
      return isPause(/^R\d{0,4}\/(P.+)$/.exec(text)?.[1] ?? '') ? null : NO_CYCLE;
  }
}

const NO_CYCLE = {
  expected: 'a cycle of a number of times and a duration that is not zero',
  remedy: 'Write it as R3/PT1H: three times, an hour apart.',
};

function isPause(text: string): boolean {
  const every = readDuration(text);
  return every !== null && every.months + every.milliseconds > 0;
}

/** What is wrong with the cycle of a schedule, which may have a start before it or an end behind it. */
export function scheduleFault(text: string): { expected: string; remedy: string } | null {
  const [times = '', ...parts] = text.split('/');
  const pauses = parts.filter((part) => part.startsWith('P'));
  const dates = parts.filter((part) => !part.startsWith('P'));
  const readable =
    /^R\d{0,4}$/.test(times) &&
    pauses.length === 1 &&
    isPause(pauses[0] ?? '') &&
    dates.length <= 1 &&
    dates.every((date) => readInstant(date) !== null);
  return readable ? null : NO_CYCLE;
}

/** Whether a cycle is meant as cron and not as `R…/P…`. */
export const isCron = (text: string): boolean => !/^R\d*\//.test(text);

const LAST = ['59', '59', '23', '31', '12', '7'];

/** Quartz begins a pace anywhere, as in `5/15`; said as a range, every library reads it the same. */
export function plainCron(text: string): string {
  const fields = text.trim().split(/\s+/);
  const last = LAST.slice(LAST.length - fields.length);
  return fields.map((field, index) => field.replace(/(^|,)(\d+)\/(?=\d)/g, `$1$2-${last[index]}/`)).join(' ');
}

/** The days of cron are looked for from here on; a leap year, so that 29 February is found. */
const CRON_FROM = new Date('2024-01-01T00:00:00Z');

/** What is wrong with a cron expression; null: nothing. */
export function cronFault(text: string): { expected: string; remedy: string } | null {
  const remedy =
    'Write seconds, minutes, hours, day of month, month and day of week, as in 0 0 9 ? * MON-FRI.';
  const fields = text.split(/\s+/);
  if (fields.length < 5 || fields.length > 6 || text.length > 200)
    return { expected: 'a cycle as R3/PT1H, or cron with five or six fields', remedy };
  if (fields.length === 6 && /(^|[,-])\d/.test(fields[5] ?? ''))
    return {
      expected: 'days of the week by name, because numbers are other days on other engines',
      remedy: 'Write MON, TUE, WED, THU, FRI, SAT and SUN, as in 0 0 9 ? * MON-FRI.',
    };
  try {
    if (new Cron(plainCron(text), { paused: true, timezone: 'UTC' }).nextRun(CRON_FROM) === null)
      return { expected: 'cron that comes round', remedy: 'Choose a day that exists.' };
    return null;
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message.replace(/^CronPattern: /, '') : 'unreadable';
    return { expected: `cron that can be read (${reason.replace(/\.$/, '')})`, remedy };
  }
}

const MAX_FEEL = 2000;

/** What is wrong with a FEEL expression, with or without `=` before it; null: nothing. */
export function feelFault(text: string): { expected: string; remedy: string } | null {
  if (text.length > MAX_FEEL)
    return { expected: `FEEL of at most ${MAX_FEEL} characters`, remedy: 'Divide it into several steps.' };
  if (/[$#]\{/.test(text))
    return {
      expected: 'FEEL without ${…}',
      remedy: 'Write the name of the variable without ${ and }.',
    };
  const broken = firstFault(text.replace(/^=/, ''));
  return broken === null
    ? null
    : {
        expected: `FEEL that can be read to the end, not only to character ${broken}`,
        remedy: 'Compare as in amount > 1000 and stage = "won".',
      };
}

/** Where FEEL cannot be read any further; null: nowhere. */
function firstFault(text: string): number | null {
  let broken: number | null = null;
  try {
    parseExpression(text, {}, undefined).iterate({
      enter(node) {
        if (node.type.isError) broken ??= node.from;
      },
    });
    return broken;
  } catch {
    // Nested so deeply that the library gives up.
    return 0;
  }
}

/** Whether the text is the name of a time zone. */
export function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
}

/** `a, b` as its parts. */
export const commaList = (text: string): string[] => text.split(',').map((part) => part.trim());
