import { describe, expect, it } from 'vitest';
import { sampleCase, stage, taskStep } from '../../../../../lib/cases/testing/sample-case.ts';
import type { Design } from './design.ts';
import { applyEdit, type CaseEdit } from './edits.ts';
import { neighbourPlace } from './slots.ts';

const design = (more?: Parameters<typeof sampleCase>[0]): Design => ({
  definition: sampleCase(more),
  forms: [],
});
const begun = design();
const done = (edits: readonly CaseEdit[], from = design()) => edits.reduce(applyEdit, from).definition;
const ids = (edits: readonly CaseEdit[], from?: Design) => done(edits, from).stages.map(({ id }) => id);
const stageOf = (definition: Design['definition'], id: string) =>
  definition.stages.find((one) => one.id === id);
const steps = (definition: Design['definition'], id: string) =>
  stageOf(definition, id)?.steps.map((step) => step.id);

describe('stages of a design', () => {
  it('are added where one says, under an id of their own', () => {
    const made = { id: 'propose', name: 'Again', value: 'again' };
    expect(ids([{ edit: 'stage.add', stage: made, before: 'propose' }])).toEqual([
      ...['qualify', 'propose-2', 'propose', 'won', 'lost'],
    ]);
  });

  it('move with those that share their place', () => {
    expect(ids([{ edit: 'stage.move', stage: 'lost', before: 'qualify' }])).toEqual([
      ...['won', 'lost', 'qualify', 'propose'],
    ]);
    expect(ids([{ edit: 'stage.move', stage: 'qualify', before: null }])).toEqual([
      ...['propose', 'won', 'lost', 'qualify'],
    ]);
  });

  it('change the order within their place, too', () => {
    const moved = done([{ edit: 'stage.move', stage: 'lost', before: 'won' }]);
    expect(moved.stages.map(({ id }) => id)).toEqual(['qualify', 'propose', 'lost', 'won']);
    const back = done([{ edit: 'stage.move', stage: 'lost', before: null }], {
      definition: moved,
      forms: [],
    });
    expect(back.stages.map(({ id }) => id)).toEqual(['qualify', 'propose', 'won', 'lost']);
  });

  it('go one place along at a time, and know when there is none', () => {
    const { stages } = design().definition;
    expect(neighbourPlace(stages, 'qualify', -1)).toBeUndefined();
    expect(neighbourPlace(stages, 'qualify', 1)).toBe('won');
    expect(neighbourPlace(stages, 'propose', 1)).toBeNull();
    expect(neighbourPlace(stages, 'won', 1)).toBeNull();
    expect(neighbourPlace(stages, 'lost', 1)).toBeUndefined();
    expect(neighbourPlace(stages, 'lost', -1)).toBe('won');
    expect(neighbourPlace(stages, 'won', -1)).toBe('propose');
    expect(neighbourPlace(stages, 'nowhere', 1)).toBeUndefined();
  });

  it('share a place with another, behind it, and take along whom they lead', () => {
    const grouped = done([{ edit: 'stage.group', stage: 'won', with: 'qualify' }]);
    expect(grouped.stages.map(({ id, group }) => [id, group])).toEqual([
      ['qualify', null],
      ['won', 'qualify'],
      ['lost', 'qualify'],
      ['propose', null],
    ]);
  });

  it('get a place of their own again, and hand on whom they led', () => {
    const three = design({
      stages: [stage('a'), stage('b', { group: 'a' }), stage('c', { group: 'a' }), stage('d')],
    });
    const apart = done([{ edit: 'stage.group', stage: 'a', with: null }], three);
    expect(apart.stages.map(({ id, group }) => [id, group])).toEqual([
      ['b', null],
      ['c', 'b'],
      ['a', null],
      ['d', null],
    ]);
  });

  it('that were to follow and now stand before are no longer named among those that may', () => {
    const named = design({
      stages: [stage('a', { next: ['b', 'c'] }), stage('b', { previous: ['a'] }), stage('c')],
    });
    const moved = done([{ edit: 'stage.move', stage: 'b', before: 'a' }], named);
    expect(moved.stages.map(({ id, next, previous }) => [id, next, previous])).toEqual([
      ['b', null, []],
      ['a', ['c'], null],
      ['c', null, null],
    ]);
  });

  it('that are deleted are named nowhere any more', () => {
    const named = design({
      stages: [
        stage('a', {
          next: ['b', 'c'],
          advance: { when: 'all', to: 'b' },
          steps: [taskStep('x', { results: [{ result: 'done', stage: 'b' }] })],
        }),
        stage('b'),
        stage('c', { group: 'b' }),
      ],
    });
    expect(done([{ edit: 'stage.delete', stage: 'b' }], named).stages).toMatchObject([
      { id: 'a', next: ['c'], advance: { when: 'manual', to: null }, steps: [{ results: [] }] },
      { id: 'c', group: null },
    ]);
  });

  it('are never all deleted', () => {
    const one = design({ stages: [stage('a')] });
    expect(applyEdit(one, { edit: 'stage.delete', stage: 'a' })).toBe(one);
  });

  it('keep what names them when their id changes', () => {
    const named = design({
      stages: [
        stage('a', { next: ['b'], steps: [taskStep('x', { results: [{ result: 'done', stage: 'b' }] })] }),
        stage('b'),
        stage('c', { group: 'b', previous: ['b'] }),
      ],
    });
    expect(done([{ edit: 'stage.recode', stage: 'b', code: 'x' }], named).stages).toMatchObject([
      { next: ['x-2'], steps: [{ results: [{ stage: 'x-2' }] }] },
      { id: 'x-2' },
      { group: 'x-2', previous: ['x-2'] },
    ]);
  });
});

describe('steps of a design', () => {
  it('are added for whoever started the case; a process has its own performers', () => {
    const made = done([
      { edit: 'step.add', stage: 'won', step: { id: 'a', name: 'A', kind: 'approval' }, before: null },
      { edit: 'step.add', stage: 'won', step: { id: 'b', name: 'B', kind: 'process' }, before: 'a' },
    ]);
    expect(stageOf(made, 'won')?.steps).toMatchObject([
      { id: 'b', performer: null },
      { id: 'a', performer: { user: `\${startedBy}` }, required: false, after: null },
    ]);
  });

  it('change their order', () => {
    expect(
      steps(done([{ edit: 'step.move', step: 'note', stage: 'qualify', before: 'call' }]), 'qualify'),
    ).toEqual(['note', 'call']);
  });

  it('that go to another stage begin with it, and nothing waits for them any more', () => {
    const moved = done([{ edit: 'step.move', step: 'call', stage: 'propose', before: 'offer' }]);
    expect(steps(moved, 'propose')).toEqual(['call', 'offer']);
    expect(stageOf(moved, 'qualify')?.steps).toMatchObject([{ id: 'note', after: null }]);
  });

  it('go one place along, and to the stage beside theirs, as far as there is one', () => {
    const down = done([{ edit: 'step.shift', step: 'call', by: 1 }]);
    expect(steps(down, 'qualify')).toEqual(['note', 'call']);
    const first: CaseEdit = { edit: 'step.shift', step: 'call', by: -1 };
    expect(applyEdit(begun, first)).toBe(begun);
    const carried = done([{ edit: 'step.carry', step: 'call', by: 1 }]);
    expect(steps(carried, 'propose')).toEqual(['call', 'offer']);
    expect(applyEdit(begun, { edit: 'step.carry', step: 'call', by: -1 })).toBe(begun);
    expect(ids([{ edit: 'stage.shift', stage: 'qualify', by: 1 }])).toEqual([
      ...['propose', 'qualify', 'won', 'lost'],
    ]);
    expect(applyEdit(begun, { edit: 'stage.shift', stage: 'qualify', by: -1 })).toBe(begun);
  });

  it('that are deleted hand on what they waited for', () => {
    const chain = design({
      stages: [
        stage('a', { steps: [taskStep('x'), taskStep('y', { after: 'x' }), taskStep('z', { after: 'y' })] }),
      ],
    });
    expect(stageOf(done([{ edit: 'step.delete', step: 'y' }], chain), 'a')?.steps).toMatchObject([
      { id: 'x' },
      { id: 'z', after: 'x' },
    ]);
  });

  it('are copied behind themselves', () => {
    expect(steps(done([{ edit: 'step.copy', step: 'call', code: 'call' }]), 'qualify')).toEqual([
      ...['call', 'call-2', 'note'],
    ]);
  });

  it('keep what waits for them when their id changes', () => {
    const recoded = done([{ edit: 'step.recode', step: 'call', code: 'offer' }]);
    expect(stageOf(recoded, 'qualify')?.steps).toMatchObject([{ id: 'offer-2' }, { after: 'offer-2' }]);
  });

  it('of another kind leave behind what that kind does not have', () => {
    const task = design({
      stages: [
        stage('a', {
          steps: [
            taskStep('x', {
              due: 'P1D',
              properties: { hint: 'Be brief.', 'result:no': 'No' },
              results: [{ result: 'no', stage: 'b' }],
            }),
          ],
        }),
        stage('b'),
      ],
    });
    const turn = (kind: 'approval' | 'process') =>
      done([{ edit: 'step.turn', step: 'x', kind, keep: (name) => name === 'hint' }], task).stages[0]
        ?.steps[0];
    expect(turn('approval')).toMatchObject({
      ...{ kind: 'approval', due: 'P1D', properties: { hint: 'Be brief.' }, results: [] },
    });
    expect(turn('process')).toMatchObject({ kind: 'process', performer: null, due: null });
  });

  it('stay where they are when the other stage is full', () => {
    const full = design({
      stages: [
        stage('a', { steps: [taskStep('x')] }),
        stage('b', { steps: Array.from({ length: 60 }, (_, at) => taskStep(`s${at}`)) }),
      ],
    });
    expect(applyEdit(full, { edit: 'step.move', step: 'x', stage: 'b', before: null })).toBe(full);
  });
});

describe('the forms of a design', () => {
  it('take the place of one of the same name', () => {
    const twice = (['1', '2'] as const).map(
      (text): CaseEdit => ({ edit: 'form.put', form: { name: 'a.form', text } }),
    );
    expect(twice.reduce(applyEdit, design()).forms).toEqual([{ name: 'a.form', text: '2' }]);
  });
});
