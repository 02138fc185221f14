import type { CaseAbout, CaseState } from '../../../lib/messaging/contract.ts';
import { type MovePreview, ProtocolError } from '../../../lib/protocol/index.ts';
import {
  sampleCase,
  sampleCaseState,
  sampleCaseStep,
  samplePreview,
} from '../../../lib/testing/case-samples.ts';
import { lead, sampleList, sampleOverlay, sampleStatus } from '../../../lib/testing/page-samples.ts';
import type { Scene } from './scenes.ts';

/** What opens from the stage bar. */
function scene(
  name: string,
  about: CaseAbout,
  state: Partial<CaseState> = {},
  more: Partial<Scene> = {},
): Scene {
  return {
    ...{ name: `case-${name}`, surface: 'overlay', widths: [400, 320] },
    state: {
      overlay: sampleOverlay({ view: 'case', task: null, about }),
      status: sampleStatus(),
      case: sampleCaseState(lead, state),
      activities: 1,
      'by-hand': { draft: null },
      tasks: sampleList(),
    },
    told: [{ type: 'activities.of-record', items: [] }],
    ...more,
  };
}

const meeting = sampleCaseStep({
  id: 'meet',
  step: null,
  name: 'Arrange a meeting',
  task: null,
  required: false,
});
const move = { kind: 'move', stage: 'talks' } as const;
const moving = (preview: Partial<MovePreview>): Partial<Scene> => ({ preview: samplePreview(preview) });
const conflict = { state: 'conflict', stage: 'won', value: 'won', problem: null } as const;
const steps = [
  sampleCaseStep({ id: 'a', status: 'completed', name: 'Find out who decides', result: 'Found', task: null }),
  ...sampleCase(lead).steps,
  sampleCaseStep({
    id: 'b',
    kind: 'process',
    name: 'Check the credit',
    required: false,
    status: 'failed',
    task: null,
  }),
];

const byHand = sampleCaseStep({
  ...{ id: 'case.email.s9', step: 's9', name: 'Our prices for 2027', kind: 'send-email', task: 't-mail' },
  ...{ added: true, required: false },
});
const adding = {
  ...({ command: 'c', type: 'case.add', state: 'queued', error: null } as const),
  ...{ stage: null, subject: 'Measurements of the attic' },
};

/** The stage bar, and what opens from it. */
export const caseScenes: Scene[] = [
  {
    ...{ name: 'stage-bars', surface: 'bars', state: {}, widths: [1024, 640, 320] },
    also: ['forced-colors', 'rtl'],
  },
  scene(
    'move',
    move,
    {},
    { ...moving({ cancelled: [sampleCaseStep()], created: [meeting] }), also: ['forced-colors', 'rtl'] },
  ),
  scene(
    'move-ends',
    { kind: 'move', stage: 'lost' },
    {},
    moving({ cancelled: [sampleCaseStep()], ends: true }),
  ),
  scene('move-blocked', move, {}, moving({ move: 'blocked', blocking: [sampleCaseStep()] })),
  scene(
    'move-offline',
    move,
    {},
    {
      refuses: {
        type: 'case.preview',
        error: new ProtocolError('server-unreachable', {
          server: 'process.example.com',
          problem: 'no answer',
        }),
      },
    },
  ),
  scene('settle', { kind: 'settle' }, { case: sampleCase(lead, { agreement: conflict }) }),
  scene(
    'change',
    { kind: 'change' },
    {
      case: sampleCase(lead, { change: { process: 'big', name: 'Big deals', version: 1, reason: 'field' } }),
    },
  ),
  scene(
    'start',
    { kind: 'start' },
    { case: null, offer: { process: 'lead-to-sale', name: 'Lead to sale', now: false } },
  ),
  scene(
    'steps',
    { kind: 'steps' },
    {
      case: sampleCase(lead, {
        steps,
        playbook: 'Never promise a date before the warehouse has confirmed it.',
      }),
    },
    { also: ['forced-colors', 'rtl'] },
  ),
  scene('steps-add', { kind: 'steps' }, {}, { press: ['Add a task'] }),
  scene('steps-email', { kind: 'steps' }, {}, { press: ['Add an e-mail'] }),
  scene(
    'steps-remove',
    { kind: 'steps' },
    { case: sampleCase(lead, { steps: [...sampleCase(lead).steps, byHand] }), pending: adding },
    { press: [`Take away… ${byHand.name}`] },
  ),
];
