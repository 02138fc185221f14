/** Cases that pages show in tests and pictures. */
import type { CaseState } from '../messaging/contract.ts';
import type { CaseStageView, CaseStepView, CaseView, LinkedRecord, MovePreview } from '../protocol/index.ts';

const ANN = { id: 'u-anna', name: 'Anna Keller' };

export function sampleCaseStep(step: Partial<CaseStepView> = {}): CaseStepView {
  return {
    ...{ id: 'call', step: 'step-call', name: 'Call the customer', kind: 'perform-task', required: true },
    ...{
      added: false,
      status: 'open',
      performer: { user: ANN, role: null },
      due: null,
      result: null,
      task: 't-call',
    },
    ...step,
  };
}

function stage(id: string, name: string, more: Partial<CaseStageView> = {}): CaseStageView {
  const plain = {
    colour: 'blue',
    group: null,
    end: null,
    reached: false,
    move: 'forward',
    visits: [],
  } as const;
  return { id, name, ...plain, visits: [], ...more };
}

/** A lead that has been qualified, and to whom a proposal is being made. */
export function sampleCase(record: LinkedRecord, view: Partial<CaseView> = {}): CaseView {
  const { url: _, ...named } = record;
  return {
    instance: 'i-case',
    process: { key: 'lead-to-sale', name: 'Lead to sale', version: 2 },
    record: { ...named, url: record.url },
    status: 'running',
    revision: 4,
    stage: 'proposal',
    stages: [
      stage('lead', 'Lead', { reached: true, move: 'back' }),
      stage('proposal', 'Proposal', { reached: true, move: 'current' }),
      stage('talks', 'Talks', { move: 'blocked' }),
      stage('won', 'Won', { colour: 'green', end: 'successful', move: 'blocked' }),
      stage('lost', 'Lost', { colour: 'red', end: 'unsuccessful', group: 'won' }),
    ],
    playbook: null,
    steps: [
      sampleCaseStep(),
      sampleCaseStep({
        ...{
          id: 'offer',
          step: null,
          name: 'Send the offer',
          kind: 'send-email',
          status: 'later',
          task: null,
        },
        performer: { user: null, role: { id: 'r-sales', name: 'Sales' } },
      }),
    ],
    agreement: { state: 'agreed' },
    change: null,
    mayMove: true,
    ...view,
  };
}

export function sampleCaseState(record: LinkedRecord, state: Partial<CaseState> = {}): CaseState {
  return { known: 'yes', case: sampleCase(record), offer: null, pending: null, ...state };
}

/** Nothing is cancelled, nothing begins. */
export function samplePreview(preview: Partial<MovePreview> = {}): MovePreview {
  return {
    ...{
      stage: 'talks',
      revision: 4,
      move: 'forward',
      blocking: [],
      cancelled: [],
      created: [],
      ends: false,
    },
    ...preview,
  };
}
