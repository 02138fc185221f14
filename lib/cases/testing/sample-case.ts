/** A case to test with: four stages, two of which end it and share a slot of the bar. */
import { CaseDefinition } from '../definition.ts';

/** What may be written short. */
type Written = Record<string, unknown>;

/** A step that a person does. */
export const taskStep = (id: string, more: Written = {}): Written => ({
  ...{ id, name: `Do ${id}`, kind: 'perform-task', after: null, required: true },
  ...{ performer: { user: `\${startedBy}`, role: null } },
  ...more,
});

/** Qualify → Propose → Won or Lost. */
export const sampleCase = (more: Written = {}): CaseDefinition =>
  CaseDefinition.parse({
    ...{
      format: 'throughline-case/1',
      key: 'sale',
      name: 'Sale',
      section: 'demo:lead',
      stageField: 'status',
    },
    stages: [
      stage('qualify', { steps: [taskStep('call'), taskStep('note', { required: false, after: 'call' })] }),
      stage('propose', { steps: [taskStep('offer')] }),
      stage('won', { end: 'successful', colour: 'green' }),
      stage('lost', { end: 'unsuccessful', colour: 'red', group: 'won' }),
    ],
    ...more,
  });

/** A stage that stands for the value of its own id. */
export const stage = (id: string, more: Written = {}): Written => ({ id, name: id, value: id, ...more });
