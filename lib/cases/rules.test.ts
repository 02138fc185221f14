import { describe, expect, it } from 'vitest';
import { CASE_FINDINGS, describeFinding } from './findings.ts';
import { readCase, readCaseDocument } from './read-case.ts';
import { checkCase } from './rules.ts';
import { sampleCase, stage, taskStep } from './testing/sample-case.ts';

type Stages = Parameters<typeof sampleCase>[0];

const end = stage('won', { end: 'successful' });
const withStages = (...stages: unknown[]): Stages => ({ stages });
const withSteps = (...steps: unknown[]): Stages => withStages(stage('one', { steps }), end);

/** Each code of a rule with a case that shows it, and where it is found. */
const CASES: Record<string, [Stages, string | null, string | null]> = {
  'duplicate-stage': [withStages(stage('one'), stage('one', { value: 'x' }), end), 'one', null],
  'duplicate-value': [withStages(stage('one'), stage('two', { value: 'one' }), end), 'two', null],
  'duplicate-step': [withSteps(taskStep('a'), taskStep('one')), 'one', 'one'],
  'no-final-stage': [withStages(stage('one')), null, null],
  'stage-unreachable': [
    withStages(
      stage('one', { next: ['won'] }),
      stage('two'),
      stage('won', { end: 'successful', previous: [] }),
    ),
    'two',
    null,
  ],
  'stage-endless': [withStages(stage('one'), stage('two', { next: [], previous: [] }), end), 'two', null],
  'next-unknown': [withStages(stage('one', { next: ['won', 'nowhere'] }), end), 'one', null],
  'next-earlier': [withStages(stage('one'), stage('two', { next: ['one', 'won'] }), end), 'two', null],
  'previous-unknown': [withStages(stage('one', { previous: ['nowhere'] }), end), 'one', null],
  'previous-later': [withStages(stage('one', { previous: ['won'] }), end), 'one', null],
  'group-unknown': [withStages(stage('one'), stage('two', { group: 'two' }), end), 'two', null],
  'group-chained': [
    withStages(stage('one'), stage('two', { group: 'one' }), stage('three', { group: 'two' }), end),
    'three',
    null,
  ],
  'group-across-ends': [
    withStages(stage('one'), stage('won', { end: 'successful', group: 'one' })),
    'won',
    null,
  ],
  'group-apart': [
    withStages(stage('one'), stage('two'), stage('three', { group: 'one' }), end),
    'three',
    null,
  ],
  'advance-without-target': [
    withStages(stage('one', { advance: { when: 'all', to: null }, steps: [taskStep('a')] }), end),
    'one',
    null,
  ],
  'advance-with-target': [
    withStages(stage('one', { advance: { when: 'manual', to: 'won' } }), end),
    'one',
    null,
  ],
  'advance-not-next': [
    withStages(
      stage('one'),
      stage('two', { steps: [taskStep('a')], advance: { when: 'all', to: 'one' } }),
      end,
    ),
    'two',
    null,
  ],
  'advance-without-steps': [
    withStages(
      stage('one', { steps: [taskStep('a', { required: false })], advance: { when: 'required', to: 'won' } }),
      end,
    ),
    'one',
    null,
  ],
  'condition-on-stage': [{ condition: { field: 'status', values: ['new'] } }, null, null],
  'condition-twice': [{ condition: { field: 'size', values: ['small', 'small'] } }, null, null],
  'after-unknown': [withSteps(taskStep('a', { after: 'elsewhere' })), 'one', 'a'],
  'after-circle': [withSteps(taskStep('a', { after: 'b' }), taskStep('b', { after: 'a' })), 'one', 'a'],
  'performer-missing': [withSteps(taskStep('a', { performer: null })), 'one', 'a'],
  'performer-twice': [withSteps(taskStep('a', { performer: { user: 'u', role: 'r' } })), 'one', 'a'],
  'manager-of-role': [
    withSteps(taskStep('a', { performer: { user: null, role: 'r', manager: true } })),
    'one',
    'a',
  ],
  'performer-needless': [withSteps(taskStep('a', { kind: 'process', process: 'other' })), 'one', 'a'],
  'process-missing': [withSteps(taskStep('a', { kind: 'process', performer: null })), 'one', 'a'],
  'process-circular': [
    withSteps(taskStep('a', { kind: 'process', process: 'sale', performer: null })),
    'one',
    'a',
  ],
  'member-needless': [withSteps(taskStep('a', { form: 'a.form' })), 'one', 'a'],
  'property-reserved': [withSteps(taskStep('a', { properties: { kind: 'approval' } })), 'one', 'a'],
  'result-variable-missing': [
    withSteps(
      taskStep('a', {
        ...{ kind: 'process', process: 'other', performer: null },
        results: [{ result: 'x', stage: 'won' }],
      }),
    ),
    'one',
    'a',
  ],
  'result-unknown': [withSteps(taskStep('a', { results: [{ result: 'x', stage: 'won' }] })), 'one', 'a'],
  'result-twice': [
    withSteps(
      taskStep('a', {
        results: [
          { result: 'done', stage: 'won' },
          { result: 'done', stage: 'won' },
        ],
      }),
    ),
    'one',
    'a',
  ],
  'result-of-nothing': [
    withSteps(
      taskStep('a', { kind: 'send-email', performer: null, results: [{ result: 'sent', stage: 'won' }] }),
    ),
    'one',
    'a',
  ],
  'result-stage-unknown': [
    withSteps(taskStep('a', { results: [{ result: 'done', stage: 'nowhere' }] })),
    'one',
    'a',
  ],
  'result-stage-closed': [
    withSteps(taskStep('a', { results: [{ result: 'done', stage: 'one' }] })),
    'one',
    'a',
  ],
};

describe('the rules of a case', () => {
  it('find nothing wrong with a sound one', () => {
    expect(checkCase(sampleCase())).toEqual([]);
  });

  it.each(Object.entries(CASES))('find %s', (code, [more, stageId, stepId]) => {
    const found = checkCase(sampleCase(more)).filter((finding) => finding.code === code);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({ stage: stageId, step: stepId });
  });

  it('all have a case here', () => {
    const ofReading = ['unreadable', 'unfit-member', 'unknown-member'];
    const ofTrying = ['field-missing', 'field-read-only', 'value-unknown', 'record-elsewhere', 'record-gone'];
    const ofCrm = ['crm-apart', 'crm-silent'];
    expect([...Object.keys(CASES), ...ofReading, ...ofTrying, ...ofCrm].sort()).toEqual(
      Object.keys(CASE_FINDINGS).sort(),
    );
  });

  it('are told in whole sentences, with every detail filled in', () => {
    for (const [more] of Object.values(CASES))
      for (const finding of checkCase(sampleCase(more))) {
        const { problem, remedy } = describeFinding(finding);
        expect(problem).toMatch(/^Expected .*, got .*\.$/);
        expect(`${problem} ${remedy}`).not.toMatch(/(?<!\$)\{\w+\}|nothing/);
      }
  });

  it('let a result move the record back, and to an unsuccessful end that does not follow', () => {
    const back = taskStep('a', {
      kind: 'approval',
      results: [
        { result: 'rejected', stage: 'one' },
        { result: 'approved', stage: 'lost' },
      ],
    });
    const lost = stage('lost', { end: 'unsuccessful' });
    const more = withStages(stage('one'), stage('two', { next: ['won'], steps: [back] }), end, lost);
    expect(checkCase(sampleCase(more))).toEqual([]);
  });
});

describe('reading a case', () => {
  it('gives back what was written, with what need not be written filled in', () => {
    const reading = readCase(JSON.stringify(sampleCase()));
    expect(reading).toEqual({ ok: true, definition: sampleCase() });
  });

  it('says what is no JSON', () => {
    const reading = readCase('{ "format": ');
    expect(reading).toMatchObject({ ok: false, definition: null, findings: [{ code: 'unreadable' }] });
  });

  it('names the stage and the step of a member that does not fit', () => {
    const document = structuredClone(sampleCase()) as unknown as {
      stages: { steps: Record<string, unknown>[] }[];
    };
    Object.assign(document.stages[0]?.steps[1] ?? {}, { kind: 'dance' });
    const reading = readCaseDocument(document);
    expect(reading).toMatchObject({
      findings: [
        { code: 'unfit-member', stage: 'qualify', step: 'note', details: { path: 'stages.0.steps.1.kind' } },
      ],
    });
  });

  it('says what a member has to be, and what it is', () => {
    const problemsOf = (more: Record<string, unknown>) => {
      const reading = readCaseDocument({ ...sampleCase(), ...more });
      return reading.ok ? [] : reading.findings.map((found) => describeFinding(found).problem);
    };
    expect(problemsOf({ key: 7 })).toEqual(['Expected a text at key, got 7.']);
    expect(problemsOf({ key: 'a b' })[0]).toMatch(/^Expected text that matches .* at key, got "a b"\.$/);
    expect(problemsOf({ name: '' })).toEqual(['Expected a text at name, got "".']);
    expect(problemsOf({ name: 'x'.repeat(201) })[0]).toMatch(
      /^Expected at most 200 characters at name, got "x{59}…\.$/,
    );
    expect(problemsOf({ stages: [] })).toEqual([
      'Expected a list of at least 1 entries at stages, got one with 0.',
    ]);
    expect(problemsOf({ stages: {} })).toEqual(['Expected a list at stages, got an object.']);
    expect(problemsOf({ starts: { appear: null, seen: true } })).toEqual([
      'Expected true or false at starts.appear, got null.',
    ]);
    expect(problemsOf({ afterEnd: 'shut' })).toEqual([
      'Expected one of locked, open at afterEnd, got "shut".',
    ]);
    expect(problemsOf({ section: undefined })).toEqual(['Expected a text at section, got nothing.']);
    expect(problemsOf({ color: 1, icon: 2 })).toEqual([
      'Expected only members that a case knows at the top of the file, got color.',
      'Expected only members that a case knows at the top of the file, got icon.',
    ]);
  });

  it('keeps the case whose parts do not fit together, for the designer', () => {
    const reading = readCase(JSON.stringify(sampleCase(withStages(stage('one')))));
    expect(reading).toMatchObject({ ok: false, definition: { key: 'sale' } });
  });
});
