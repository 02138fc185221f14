import { describe, expect, it } from 'vitest';
import { CaseStep } from '../../../../../lib/cases/definition.ts';
import { taskStep } from '../../../../../lib/cases/testing/sample-case.ts';
import { addOutcome, outcomesIn, removeOutcome, ruleFor, wordOutcome } from './outcomes.ts';

const step = (more: Record<string, unknown> = {}) => CaseStep.parse(taskStep('a', more));
const codes = (of: CaseStep) => outcomesIn(of).outcomes.map(({ code }) => code);

describe('what can come of a step', () => {
  it('of a task is done, until its author names results', () => {
    const plain = step();
    expect(outcomesIn(plain)).toEqual({
      outcomes: [{ code: 'done', words: null, owned: false, goal: null }],
      adds: true,
    });
    const named = { ...plain, ...addOutcome(plain, 'Not reached') };
    expect(outcomesIn(named).outcomes).toEqual([
      { code: 'not-reached', words: 'Not reached', owned: true, goal: null },
    ]);
    expect(codes({ ...named, ...addOutcome(named, 'not reached') })).toEqual([
      'not-reached',
      'not-reached-2',
    ]);
  });

  it('of an approval is known, and nobody adds to it', () => {
    const approval = step({ kind: 'approval', results: [{ result: 'rejected', stage: 'lost' }] });
    expect(outcomesIn(approval)).toEqual({
      outcomes: [
        { code: 'approved', words: null, owned: false, goal: null },
        { code: 'rejected', words: null, owned: false, goal: 'lost' },
      ],
      adds: false,
    });
  });

  it('of a process is what its author says', () => {
    const process = step({ kind: 'process', performer: null, process: 'p', resultVariable: 'r' });
    expect(outcomesIn(process)).toEqual({ outcomes: [], adds: true });
    const named = { ...process, ...addOutcome(process, 'Granted') };
    expect(named.results).toEqual([{ result: 'Granted', stage: '' }]);
    expect(outcomesIn(named).outcomes).toMatchObject([{ code: 'Granted', owned: true }]);
    expect(removeOutcome(named, 'Granted')).toEqual({ results: [] });
  });

  it('keeps a rule for what is no outcome any more, so that it can be taken out', () => {
    const broken = step({ results: [{ result: 'gone', stage: 'lost' }] });
    expect(codes(broken)).toEqual(['done', 'gone']);
    expect(removeOutcome(broken, 'gone')).toMatchObject({ results: [] });
  });
});

describe('an outcome', () => {
  const dialog = step({
    kind: 'user-dialog',
    properties: { 'answer:yes': 'Yes', 'de:answer:yes': 'Ja', 'answer:no': 'No', hint: 'Ask.' },
    results: [{ result: 'yes', stage: 'won' }],
  });

  it('is taken out with all that is said of it', () => {
    expect(removeOutcome(dialog, 'yes')).toEqual({
      properties: { 'answer:no': 'No', hint: 'Ask.' },
      results: [],
    });
  });

  it('gets other words and keeps its code', () => {
    expect(wordOutcome(dialog, 'no', 'Never').properties).toMatchObject({ 'answer:no': 'Never' });
  });

  it('leads to a stage, to another one, and nowhere', () => {
    expect(ruleFor(dialog, 'no', 'lost').results).toHaveLength(2);
    expect(ruleFor(dialog, 'yes', 'lost').results).toEqual([{ result: 'yes', stage: 'lost' }]);
    expect(ruleFor(dialog, 'yes', null).results).toEqual([]);
  });
});
