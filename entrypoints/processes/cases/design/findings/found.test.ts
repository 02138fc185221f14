import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { CASE_FINDINGS } from '../../../../../lib/cases/findings.ts';
import { readCaseDocument } from '../../../../../lib/cases/read-case.ts';
import { sampleCase, stage, taskStep } from '../../../../../lib/cases/testing/sample-case.ts';
import { i18n } from '../../../../../lib/testing/texts.ts';
import { errorsAt, FIELDS, foundByServer, foundOf } from './found.ts';

Object.assign(fakeBrowser.i18n, i18n);

const found = (more: Parameters<typeof sampleCase>[0]) => {
  const definition = { ...sampleCase(), ...more } as ReturnType<typeof sampleCase>;
  const reading = readCaseDocument(definition);
  return reading.ok ? [] : reading.findings.map((finding) => foundOf(finding, definition));
};
const withStep = (more: Record<string, unknown>) => ({
  stages: sampleCase({
    stages: [stage('one', { steps: [taskStep('a')] }), stage('won', { end: 'successful' })],
  }).stages.map((one) => ({ ...one, steps: one.steps.map((step) => ({ ...step, ...more })) })),
});

describe('what is wrong with a design', () => {
  it('is said of the field that mends it', () => {
    expect(found({ name: '' })).toMatchObject([{ at: { type: 'case' }, field: 'name' }]);
    expect(found(withStep({ name: '' }))).toMatchObject([{ at: { type: 'step', id: 'a' }, field: 'name' }]);
    expect(found(withStep({ after: 'b' }))).toMatchObject([
      { at: { type: 'step', id: 'a' }, field: 'after' },
    ]);
    expect(found(withStep({ results: [{ result: 'done', stage: '' }] }))).toMatchObject([
      { field: 'results' },
    ]);
    expect(found(withStep({ performer: { user: '', role: null, manager: false } }))).toMatchObject([
      { field: 'performer' },
    ]);
  });

  it('is said of the last stage where no stage ends the case', () => {
    const { stages } = sampleCase();
    expect(found({ stages: stages.slice(0, 2) })).toMatchObject([
      { at: { type: 'stage', id: 'propose' }, field: 'end' },
    ]);
  });

  it('knows the fields of nothing that cannot be wrong any more', () => {
    expect(Object.keys(FIELDS).filter((code) => !(code in CASE_FINDINGS))).toEqual([]);
  });

  it('that the server finds is said of its element, else of the case', () => {
    const finding = (element: string | null) => ({ element, name: null, problem: 'P', remedy: 'R' });
    const at = (element: string | null) => foundByServer(finding(element), sampleCase()).at;
    expect(at('call')).toEqual({ type: 'step', id: 'call' });
    expect(at('won')).toEqual({ type: 'stage', id: 'won' });
    expect(at('gone')).toEqual({ type: 'case' });
    expect(at(null)).toEqual({ type: 'case' });
  });

  it('stands together where several things are wrong with one field', () => {
    const one = { at: { type: 'case' as const }, field: 'name', problem: 'P.', remedy: 'R.' };
    const errors = errorsAt([one, { ...one, problem: 'Q.' }, { ...one, field: null }], { type: 'case' });
    expect(Object.fromEntries(errors)).toEqual({ name: 'P. R. Q. R.', '': 'P. R.' });
  });
});
