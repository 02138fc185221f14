import type { AdminQueryResult } from '../../../lib/protocol/index.ts';
import {
  noFigures,
  sampleBoard,
  sampleCard,
  sampleFigures,
} from '../../../lib/testing/case-overview-samples.ts';
import { sampleCaseStep, samplePreview } from '../../../lib/testing/case-samples.ts';
import {
  sampleDefinition,
  sampleDetails,
  sampleEntries,
  sampleEntry,
} from '../../../lib/testing/library-samples.ts';
import { anna, sampleStatus } from '../../../lib/testing/page-samples.ts';
import type { Scene } from './scenes.ts';

const administrator = {
  ...anna,
  permissions: ['run-processes' as const, 'see-log' as const, 'manage-definitions' as const],
};
const state = { status: sampleStatus({ user: administrator }) };
const entry = sampleEntry({ key: 'lead-to-sale', name: 'Lead to sale', language: 'case' });
const details: AdminQueryResult = { type: 'process', process: sampleDetails({ entry }) };
const board = (answer: AdminQueryResult) => [details, answer, sampleFigures()];
const one = { surface: 'processes', widths: [360, 1280], state, route: '/cases/lead-to-sale/board' } as const;

const full = sampleBoard();
const crowd = Array.from({ length: 50 }, (_, index) => sampleCard({ instance: `i-${index}` }));

const definition: AdminQueryResult = {
  type: 'definition',
  definition: sampleDefinition({ key: 'lead-to-sale', name: 'Lead to sale', case: '{}' }),
};

/** A case in the processes page: the library, the board and the figures. */
export const overviewScenes: Scene[] = [
  {
    ...{ ...one, name: 'library-case-among', route: '/library' },
    answers: [{ type: 'library', entries: [...sampleEntries, entry] }],
  },
  {
    ...{ ...one, name: 'library-case', route: '/library/lead-to-sale', answers: [details, definition] },
    press: ['Start for all records…'],
  },
  {
    ...{ ...one, name: 'board', widths: [360, 768, 1280, 1600], answers: board(full) },
    also: ['forced-colors', 'rtl'],
  },
  { ...one, name: 'board-empty', answers: board(sampleBoard({})) },
  {
    ...one,
    name: 'board-none-found',
    route: `${one.route}?search=zeppelin`,
    answers: board(sampleBoard({})),
  },
  {
    ...{ ...one, name: 'board-crowded' },
    answers: board({
      ...full,
      columns: full.columns.map((column) =>
        column.stage.id === 'lead' ? { ...column, total: 3412, skipped: 50, cards: crowd } : column,
      ),
    }),
  },
  { ...one, name: 'board-menu', answers: board(full), press: ['What to do with Depot roof, Nordfracht'] },
  {
    ...{ ...one, name: 'board-move', answers: board(full) },
    press: ['What to do with Depot roof, Nordfracht', 'Talks'],
    preview: samplePreview({
      cancelled: [sampleCaseStep()],
      created: [sampleCaseStep({ id: 'm', name: 'Meet' })],
    }),
  },
  {
    ...{ ...one, name: 'board-offline', widths: [1280] },
    state: { status: sampleStatus({ link: 'offline', user: administrator }) },
  },
  {
    ...{ ...one, name: 'figures', route: '/cases/lead-to-sale/figures', answers: [details, sampleFigures()] },
    also: ['forced-colors', 'rtl'],
  },
  {
    ...{ ...one, name: 'figures-tables', route: '/cases/lead-to-sale/figures' },
    ...{ answers: [details, sampleFigures()], press: ['Show as a table'] },
  },
  { ...one, name: 'figures-none', route: '/cases/lead-to-sale/figures', answers: [details, noFigures] },
];
