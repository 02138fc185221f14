import type { AdminQuery, AdminQueryResult } from '../../../lib/protocol/index.ts';
import {
  refusedOutcome,
  sampleBpmn,
  sampleDefinition,
  sampleDetails,
  sampleEntries,
  sampleImpact,
  sampleOutcome,
} from '../../../lib/testing/library-samples.ts';
import { anna, sampleStatus } from '../../../lib/testing/page-samples.ts';
import type { Scene } from './scenes.ts';

const administrator = {
  ...anna,
  permissions: ['run-processes' as const, 'see-log' as const, 'manage-definitions' as const],
};
const state = { status: sampleStatus({ user: administrator }) };
const widths = [360, 1280] as const;

/** Version 1 has no review, version 2 another answer. */
function definitions(query: AdminQuery): AdminQueryResult | null {
  if (query.type !== 'definition') return null;
  const version = query.version ?? 3;
  const change = version === 1 ? { review: false } : version === 2 ? { answer: 'Yes, go on' } : {};
  return { type: 'definition', definition: sampleDefinition({ version, bpmn: sampleBpmn(change) }) };
}

const process: AdminQueryResult = { type: 'process', process: sampleDetails() };
const impact: AdminQueryResult = { type: 'impact', impact: sampleImpact };
const one = { surface: 'processes', widths, state, answers: [process, definitions, impact] } as const;

/** The library in the processes page. */
export const libraryScenes: Scene[] = [
  {
    name: 'library-full',
    surface: 'processes',
    route: '/library',
    widths: [360, 768, 1280],
    state,
    answers: [{ type: 'library', entries: sampleEntries }],
    also: ['forced-colors', 'rtl'],
  },
  {
    name: 'library-empty',
    surface: 'processes',
    route: '/library',
    widths,
    state,
    answers: [{ type: 'library', entries: [] }],
  },
  {
    name: 'library-offline',
    surface: 'processes',
    route: '/library',
    widths: [1280],
    state: { status: sampleStatus({ link: 'offline', user: administrator }) },
  },
  { ...one, name: 'library-process', route: '/library/qualify-a-lead', also: ['forced-colors', 'rtl'] },
  { ...one, name: 'library-versions', route: '/library/qualify-a-lead?tab=versions' },
  { ...one, name: 'library-compare', route: '/library/qualify-a-lead?tab=versions&from=1&to=2' },
  { ...one, name: 'library-settings', route: '/library/qualify-a-lead?tab=settings' },
  {
    ...one,
    name: 'library-deactivate',
    route: '/library/qualify-a-lead?tab=settings',
    press: ['Deactivate'],
  },
  { ...one, name: 'library-start', route: '/library/qualify-a-lead?tab=history', press: ['Start'] },
  { ...one, name: 'library-history', route: '/library/qualify-a-lead?tab=history' },
  {
    name: 'library-deploy',
    surface: 'processes',
    route: '/deploy',
    widths,
    state,
    files: {
      'processes/qualify-a-lead.bpmn': sampleBpmn(),
      'processes/plain.bpmn': sampleBpmn({ key: 'plain', drawn: false }),
      'processes/same.bpmn': sampleBpmn({ key: 'same' }),
      'processes/loose.form': '{"id":"loose"}',
      'processes/notes.txt': '',
    },
    answers: [
      {
        type: 'definition.check',
        outcomes: [
          { ...refusedOutcome, file: 'processes/qualify-a-lead.bpmn' },
          sampleOutcome({ file: 'processes/plain.bpmn', key: 'plain', name: 'Without a drawing' }),
          sampleOutcome({ file: 'processes/same.bpmn', key: 'same', name: 'The same', unchanged: true }),
        ],
      },
    ],
    press: [
      'Review the qualificationExpected somebody who performs the step, got neither an assignee nor candidate groups.Give it camunda:assignee or camunda:candidateGroups.',
    ],
    also: ['forced-colors', 'rtl'],
  },
  {
    name: 'library-deploy-arranged',
    surface: 'processes',
    route: '/deploy',
    widths,
    state,
    files: {
      'processes/qualify-a-lead.bpmn': sampleBpmn(),
      'processes/plain.bpmn': sampleBpmn({ key: 'plain', drawn: false }),
      'processes/same.bpmn': sampleBpmn({ key: 'same' }),
      'processes/loose.form': '{"id":"loose"}',
      'processes/notes.txt': '',
    },
    answers: [
      {
        type: 'definition.check',
        outcomes: [
          { ...refusedOutcome, file: 'processes/qualify-a-lead.bpmn' },
          sampleOutcome({ file: 'processes/plain.bpmn', key: 'plain', name: 'Without a drawing' }),
          sampleOutcome({ file: 'processes/same.bpmn', key: 'same', name: 'The same', unchanged: true }),
        ],
      },
    ],
    press: ['Without a drawingprocesses/plain.bpmnPasses', '4 elements in words'],
  },
];
