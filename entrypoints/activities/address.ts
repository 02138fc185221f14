import { type ActivityQuery, ActivitySort, ActivityStatus } from '../../lib/protocol/index.ts';
import { PERIODS, type Period, type Span } from './period.ts';

/** Whose activities: mine with those of my roles, only those that I own, all that I may see, or one person's. */
export const WHOSE = ['mine', 'own', 'all', 'person'] as const;
export type Whose = (typeof WHOSE)[number];

/** Without those that were called off. */
export const USUAL_STATUSES: readonly ActivityStatus[] = ['not-started', 'in-progress', 'completed'];

/** What the page is asked for, as its address says it. */
export interface DiaryAddress {
  period: Period;
  /** A day in the period; empty: today. */
  day: string;
  /** Of the period `range`; empty: open. */
  from: string;
  to: string;
  whose: Whose;
  person: string;
  /** For the eye. */
  personName: string;
  /** Of these statuses; at least one, in the order of `ActivityStatus`. */
  statuses: readonly ActivityStatus[];
  search: string;
  sort: ActivitySort;
  descending: boolean;
}

/** Reads an address; what it does not understand is as if it were not there. */
export function readAddress(query: Readonly<Record<string, string>>): DiaryAddress {
  const of = (name: string) => query[name] ?? '';
  const whose = WHOSE.find((one) => one === of('whose')) ?? 'mine';
  return {
    period: PERIODS.find((one) => one === of('period')) ?? 'week',
    day: of('day'),
    from: of('from'),
    to: of('to'),
    whose: whose === 'person' && !of('person') ? 'mine' : whose,
    person: whose === 'person' ? of('person') : '',
    personName: whose === 'person' ? of('personName') : '',
    statuses: statusesIn(of('status')),
    search: of('q'),
    sort: ActivitySort.options.find((one) => one === of('sort')) ?? 'start',
    descending: of('order') === 'descending',
  };
}

/** Writes an address as the query of a route; what is as usual is null. */
export function writeAddress(address: DiaryAddress): Record<string, string | null> {
  const range = address.period === 'range';
  const person = address.whose === 'person';
  return {
    period: address.period === 'week' ? null : address.period,
    day: (!range && address.day) || null,
    from: (range && address.from) || null,
    to: (range && address.to) || null,
    whose: address.whose === 'mine' ? null : address.whose,
    person: (person && address.person) || null,
    personName: (person && address.personName) || null,
    status: isUsual(address.statuses) ? null : address.statuses.join(' '),
    q: address.search || null,
    sort: address.sort === 'start' ? null : address.sort,
    order: address.descending ? 'descending' : null,
  };
}

function statusesIn(words: string): readonly ActivityStatus[] {
  const named = words.split(' ');
  const known = ActivityStatus.options.filter((one) => named.includes(one));
  return known.length > 0 ? known : USUAL_STATUSES;
}

function isUsual(statuses: readonly ActivityStatus[]): boolean {
  return statuses.join() === USUAL_STATUSES.join();
}

/** What the server is asked, without the page. */
export type DiaryQuestion = Omit<
  Extract<ActivityQuery, { type: 'activities.list' }>,
  'type' | 'limit' | 'after'
>;

/** What the server is asked for an address and the time that it shows. */
export function questionOf(address: DiaryAddress, span: Span): DiaryQuestion {
  return {
    from: span.from.toISOString(),
    until: span.until.toISOString(),
    owners: address.whose === 'person' ? [address.person] : address.whose,
    statuses: [...address.statuses],
    search: address.search.trim(),
    sort: address.sort,
    descending: address.descending,
  };
}

/** Whether the address leaves out more than the time does. */
export function isNarrowed(address: DiaryAddress): boolean {
  return (
    address.search !== '' ||
    address.whose === 'person' ||
    USUAL_STATUSES.some((status) => !address.statuses.includes(status))
  );
}

/** With the same time and order, and without what narrows it. */
export function widened(address: DiaryAddress): DiaryAddress {
  return { ...address, search: '', whose: 'mine', person: '', personName: '', statuses: USUAL_STATUSES };
}
