import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCase } from './read-case.ts';
import { sampleCase, stage, taskStep } from './testing/sample-case.ts';
import { writeCase } from './write-case.ts';

const SAMPLES = ['lead-to-sale', 'qualify-and-offer', 'support-request'];

describe('the file of a case', () => {
  it.each(SAMPLES)('of %s is read as the very same case', (name) => {
    const reading = readCase(readFileSync(`demo/cases/${name}/${name}.case.json`, 'utf8'));
    if (!reading.definition) throw new Error('The sample is no case.');
    expect(readCase(writeCase(reading.definition))).toEqual(reading);
  });

  it('says what somebody has chosen, and leaves out what is as usual', () => {
    const steps = [taskStep('call', { due: 'P1D', properties: { hint: 'Be brief.' } })];
    const written = JSON.parse(writeCase(sampleCase({ stages: [stage('one', { steps }), stage('two')] })));
    expect(written.stages).toEqual([
      {
        ...{ id: 'one', name: 'one', value: 'one', colour: 'blue' },
        steps: [
          {
            ...{ id: 'call', name: 'Do call', kind: 'perform-task', after: null, required: true },
            performer: { user: `\${startedBy}`, role: null, manager: false },
            ...{ due: 'P1D', properties: { hint: 'Be brief.' } },
          },
        ],
      },
      { id: 'two', name: 'two', value: 'two', colour: 'blue' },
    ]);
    expect(written).not.toHaveProperty('starts');
  });
});
