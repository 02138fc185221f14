import { durationWords } from '../../duration.ts';
import type { BarStage } from '../../messaging/contract.ts';
import type { BarText, BarWords } from './words.ts';

type Visit = BarStage['visits'][number];

/** So many stays are told, the last ones; a stage can be visited any number of times. */
const MOST_VISITS = 5;

const HOW: Record<Visit['how'], BarText> = {
  start: 'barByStart',
  person: 'barByPerson',
  result: 'barByResult',
  automatic: 'barByItself',
  crm: 'barByCrm',
};

/** The stays of a record in a stage, newest first: when, how long, and who moved it there. */
export function historyOf({ visits }: BarStage, words: BarWords, now: Date = new Date()): string[] {
  return visits
    .slice(-MOST_VISITS)
    .toReversed()
    .map((visit) => visitWords(visit, words, now));
}

function visitWords(visit: Visit, { say, locale }: BarWords, now: Date): string {
  const from = new Date(visit.from);
  const until = visit.until === null ? null : new Date(visit.until);
  const time = new Intl.DateTimeFormat(locale, {
    ...{ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
    ...(from.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
  });
  const who = visit.by ?? say(HOW[visit.how]);
  const long = durationWords((until ?? now).getTime() - from.getTime(), locale);
  return until
    ? say('barVisit', time.formatRange(from, until), long, who)
    : say('barSince', time.format(from), long, who);
}

const MOVES: Record<BarStage['move'], BarText | null> = {
  current: null,
  forward: 'barForward',
  back: 'barBack',
  blocked: 'barBlocked',
  closed: 'barClosed',
};

/** What a press on the stage would do; null: nothing, since the record is there. */
export function moveWords({ move }: BarStage, mayMove: boolean, { say }: BarWords): string | null {
  const text = MOVES[move];
  if (text === null) return null;
  return say(mayMove ? text : 'barMayNotMove');
}
