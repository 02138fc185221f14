import { STAGE_AGES_MS } from '../../../../lib/protocol/index.ts';
import { csvCell } from '../../log/csv.ts';
import { type FiguresResult, type Measured, measuredStages } from './funnel.ts';

const DAY_MS = 86_400_000;

const seconds = (milliseconds: number | null) =>
  milliseconds === null ? null : Math.round(milliseconds / 1000);

/** The columns of the file: names for programs, in English whatever the language of the page. */
const FIELDS: readonly [string, (stage: Measured) => string | number | null][] = [
  ['stage', ({ id }) => id],
  ['stage name', ({ name }) => name],
  ['end', ({ end }) => end],
  ['came as far', ({ reached }) => reached],
  ['entered', ({ entered }) => entered],
  ['went on', ({ left }) => left],
  ['lost', ({ lost }) => lost],
  ['now', ({ now }) => now],
  ['median stay in seconds', ({ medianMs }) => seconds(medianMs)],
  ['90th percentile in seconds', ({ p90Ms }) => seconds(p90Ms)],
  ['oldest stay in seconds', ({ oldestMs }) => seconds(oldestMs)],
  ...[...STAGE_AGES_MS, null].map((to, index): [string, (stage: Measured) => number] => {
    const from = STAGE_AGES_MS[index - 1] ?? 0;
    const name =
      to === null ? `now, from ${from / DAY_MS} days` : `now, ${from / DAY_MS} to ${to / DAY_MS} days`;
    return [name, ({ ages }) => ages[index] ?? 0];
  }),
];

/** The figures as a CSV file (RFC 4180), a line for each stage; its last columns tell how often which stage came next. */
export function figuresCsv(result: FiguresResult): string {
  const { stages, moves } = result;
  const head = [...FIELDS.map(([name]) => name), ...stages.map(({ id }) => `to ${id}`)];
  const lines = measuredStages(result).map((stage) => [
    ...FIELDS.map(([, of]) => of(stage)),
    ...stages.map(({ id }) => moves.find(({ from, to }) => from === stage.id && to === id)?.count ?? 0),
  ]);
  // The byte order mark tells spreadsheets that it is UTF-8.
  return `\uFEFF${[head, ...lines].map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')}`;
}
