import { dayAfter, dayFrom } from '../../../../components/day.ts';
import type { AdminQuery } from '../../../../lib/protocol/index.ts';
import { beginningOf } from '../../log/period.ts';

/** The times that the figures offer. */
export const PERIODS = ['month', 'quarter', 'year', 'all', 'range'] as const;

/** What the figures are about, as their address says it. Empty texts narrow nothing. */
export interface FiguresAddress {
  version: number | null;
  user: string;
  userName: string;
  period: (typeof PERIODS)[number];
  /** Days, of the period `range`. */
  from: string;
  to: string;
}

/** Reads an address; what it does not understand narrows nothing. */
export function readAddress(query: Readonly<Record<string, string>>): FiguresAddress {
  const of = (name: string) => query[name] ?? '';
  const version = Number(of('version'));
  return {
    version: Number.isInteger(version) && version > 0 ? version : null,
    user: of('user'),
    userName: of('user') && of('userName'),
    period: PERIODS.find((one) => one === of('period')) ?? 'quarter',
    from: of('from'),
    to: of('to'),
  };
}

/** Writes an address as the query of a route; what narrows nothing is null. */
export function writeAddress(address: FiguresAddress): Record<string, string | null> {
  const range = address.period === 'range';
  return {
    version: address.version === null ? null : String(address.version),
    user: address.user || null,
    userName: (address.user && address.userName) || null,
    period: address.period === 'quarter' ? null : address.period,
    from: (range && address.from) || null,
    to: (range && address.to) || null,
  };
}

/** Before the first case. */
const EVER = new Date(0);

/** What the server is asked for at this moment. A range without its days is the last ninety days. */
export function questionOf(
  process: string,
  { version, user, period, ...days }: FiguresAddress,
  now: Date,
): Extract<AdminQuery, { type: 'case.figures' }> {
  const range = period === 'range';
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  const usual = period === 'all' ? EVER : beginningOf(range ? 'quarter' : period, now);
  const from = (range && dayFrom(days.from)) || usual || EVER;
  const until = (range && dayAfter(days.to)) || tomorrow;
  return {
    ...{ type: 'case.figures', process, version, user: user || null },
    ...{ from: from.toISOString(), until: until.toISOString() },
  };
}
