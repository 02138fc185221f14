/** A case that is designed, as the server and the CRM know it. */
import { sampleCase, stage, taskStep } from '../cases/testing/sample-case.ts';
import { writeCase } from '../cases/write-case.ts';
import type { AdminQueryResult, DefinitionView } from '../protocol/index.ts';
import { sampleDefinition } from './library-samples.ts';

/** A sale: four stages of which two share a place, steps of several kinds, a rule for a result. */
export const designedCase = sampleCase({
  description: 'From the first call to the order.',
  stages: [
    stage('qualify', {
      name: 'Qualify',
      playbook: 'Call within a day.',
      advance: { when: 'required', to: 'propose' },
      steps: [
        taskStep('call', {
          name: 'Call the customer',
          due: 'P1D',
          properties: { 'result:reached': 'Reached', 'result:no-need': 'No need' },
          results: [{ result: 'no-need', stage: 'lost' }],
        }),
        taskStep('note', { name: 'Write down what they need', required: false, after: 'call' }),
      ],
    }),
    stage('propose', {
      name: 'Propose',
      colour: 'amber',
      steps: [
        taskStep('offer', { name: 'Write the offer', performer: { user: null, role: 'sales' } }),
        taskStep('approve', { name: 'Approve the offer', kind: 'approval', after: 'offer' }),
      ],
    }),
    stage('won', { name: 'Won', end: 'successful', colour: 'green' }),
    stage('lost', { name: 'Lost', end: 'unsuccessful', colour: 'red', group: 'won' }),
  ],
});

export const designedDefinition = (change: Partial<DefinitionView> = {}): DefinitionView =>
  sampleDefinition({
    ...{ key: designedCase.key, name: designedCase.name, case: writeCase(designedCase), forms: [] },
    ...change,
  });

/** What the CRM tells of its leads. */
export const designedFields: Extract<AdminQueryResult, { type: 'case.fields' }> = {
  type: 'case.fields',
  problem: null,
  fields: [
    { name: 'name', label: 'Name', writable: true, choices: null },
    {
      ...{ name: 'status', label: 'Status', writable: true },
      choices: ['qualify', 'propose', 'won', 'lost', 'parked'].map((value) => ({
        ...{ value, label: value.slice(0, 1).toUpperCase() + value.slice(1) },
      })),
    },
    {
      ...{ name: 'size', label: 'Size', writable: true },
      choices: [
        { value: 'small', label: 'Small' },
        { value: 'big', label: 'Big' },
      ],
    },
  ],
};
