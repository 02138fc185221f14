/** The board and the figures of a case, as pages show them in tests and pictures. Times are told from `NOON`. */
import { type AdminQueryResult, type CaseCard, STAGE_AGES_MS, type StageLook } from '../protocol/index.ts';
import { hoursFromNoon, lead } from './page-samples.ts';

type BoardResult = Extract<AdminQueryResult, { type: 'case.board' }>;
type FiguresResult = Extract<AdminQueryResult, { type: 'case.figures' }>;

const ANN = { user: { id: 'u-anna', name: 'Anna Keller' }, role: null };
const SALES = { user: null, role: { id: 'r-sales', name: 'Sales' } };
const DAY_MS = 86_400_000;

export const sampleStages: StageLook[] = [
  look('lead', 'Lead', 'blue'),
  look('proposal', 'Proposal', 'teal'),
  look('talks', 'Talks', 'amber'),
  { ...look('won', 'Won', 'green'), end: 'successful' },
  { ...look('lost', 'Lost', 'red'), end: 'unsuccessful', group: 'won' },
];

function look(id: string, name: string, colour: StageLook['colour']): StageLook {
  return { id, name, colour, group: null, end: null };
}

export function sampleCard(change: Partial<CaseCard> = {}): CaseCard {
  return {
    ...{ instance: 'i-case', record: lead, stage: 'lead', agreement: 'agreed', failed: false },
    ...{ since: hoursFromNoon(-50), startedAt: hoursFromNoon(-50) },
    ...{ open: 2, due: hoursFromNoon(20), performers: [ANN] },
    ...change,
  };
}

function titled(id: string, title: string, change: Partial<CaseCard> = {}): CaseCard {
  const record = { ...lead, id, title, url: `https://crm.example.com/opportunity/${id}` };
  return sampleCard({ instance: `i-${id}`, record, ...change });
}

/** A column for each of `sampleStages`; those in `cards` have these. */
export function sampleBoard(
  cards: Readonly<Record<string, CaseCard[]>> = sampleCards,
  change: Partial<BoardResult> = {},
): BoardResult {
  const columns = sampleStages.map((stage) => {
    const own = cards[stage.id] ?? [];
    return { stage, total: own.length, skipped: 0, cards: own };
  });
  return { type: 'case.board', columns, mayMove: true, ...change };
}

const sampleCards: Readonly<Record<string, CaseCard[]>> = {
  lead: [
    titled('11', 'Heat pump, Family Brandt', {
      ...{ since: hoursFromNoon(-24 * 40), due: hoursFromNoon(-30), performers: [ANN, SALES] },
    }),
    titled('12', 'Depot roof, Nordfracht', { open: 1, performers: [SALES] }),
    sampleCard(),
  ],
  proposal: [
    titled(
      '13',
      'Charging points for the fleet of the municipal utilities of Bad Oldesloe and the surroundings',
      {
        ...{ stage: 'proposal', agreement: 'conflict', open: 0, due: null, performers: [] },
      },
    ),
    titled('14', 'Battery for the dairy', { stage: 'proposal', failed: true, agreement: 'writing' }),
  ],
  talks: [titled('15', 'Barn roof, Petersen', { stage: 'talks', agreement: 'apart', due: null })],
};

/** Twelve weeks of sales. */
export function sampleFigures(change: Partial<FiguresResult> = {}): FiguresResult {
  const figures = [
    figure('lead', {
      entered: 48,
      now: 12,
      reached: 48,
      left: 28,
      lost: 8,
      medianMs: 3 * DAY_MS,
      p90Ms: 9 * DAY_MS,
      oldestMs: 40 * DAY_MS,
      ages: [2, 4, 5, 1, 0],
    }),
    figure('proposal', {
      entered: 29,
      now: 7,
      reached: 30,
      left: 17,
      lost: 5,
      medianMs: 6 * DAY_MS,
      p90Ms: 21 * DAY_MS,
      oldestMs: 33 * DAY_MS,
      ages: [1, 3, 2, 1, 0],
    }),
    figure('talks', {
      entered: 18,
      now: 3,
      reached: 19,
      left: 11,
      lost: 4,
      medianMs: 2 * DAY_MS,
      p90Ms: 5 * DAY_MS,
      oldestMs: 4 * DAY_MS,
      ages: [1, 2, 0, 0, 0],
    }),
    figure('won', { entered: 11, reached: 11 }),
    figure('lost', { entered: 17, reached: 17 }),
  ];
  const moves = [
    ...[
      { from: 'lead', to: 'proposal', count: 28 },
      { from: 'lead', to: 'lost', count: 8 },
    ],
    ...[
      { from: 'proposal', to: 'lead', count: 2 },
      { from: 'proposal', to: 'talks', count: 17 },
    ],
    ...[
      { from: 'proposal', to: 'lost', count: 5 },
      { from: 'talks', to: 'won', count: 11 },
    ],
    { from: 'talks', to: 'lost', count: 4 },
  ];
  return { type: 'case.figures', stages: sampleStages, figures, moves, won: 11, lost: 17, ...change };
}

type Figure = FiguresResult['figures'][number];

function figure(stage: string, change: Partial<Figure>): Figure {
  return {
    ...{ stage, entered: 0, now: 0, reached: 0, left: 0, lost: 0, ages: [...STAGE_AGES_MS.map(() => 0), 0] },
    ...{ medianMs: null, p90Ms: null, oldestMs: null },
    ...change,
  };
}

/** Nothing has begun yet. */
export const noFigures: FiguresResult = sampleFigures({
  ...{ figures: sampleStages.map(({ id }) => figure(id, {})), moves: [], won: 0, lost: 0 },
});
