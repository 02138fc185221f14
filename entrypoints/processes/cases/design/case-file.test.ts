import { describe, expect, it } from 'vitest';
import { writeCase } from '../../../../lib/cases/write-case.ts';
import { designedCase, designedDefinition } from '../../../../lib/testing/case-design-samples.ts';
import { fileOf, filesOf, openDeployed, openFiles } from './case-file.ts';
import { applyEdit } from './model/edits.ts';

const forms = [
  { name: 'forms/offer.form', text: '{"id":"offer-form"}' },
  { name: 'loose.form', text: '{' },
];
const design = { definition: designedCase, forms };
const withForm = (form: string) => applyEdit(design, { edit: 'step.set', step: 'offer', members: { form } });

describe('the files of a case', () => {
  it('are the case and those forms that its steps name, by file, without ending, or by id', () => {
    expect(filesOf(design).map(({ name }) => name)).toEqual(['sale.case.json']);
    for (const form of ['offer.form', 'offer', 'offer-form'])
      expect(filesOf(withForm(form)).map(({ name }) => name)).toEqual(['sale.case.json', 'forms/offer.form']);
  });

  it('are opened as what they were', () => {
    expect(openFiles(filesOf(withForm('offer')))).toEqual({
      design: { definition: withForm('offer').definition, forms: [forms[0]] },
    });
    expect(openDeployed(designedDefinition())).toEqual({ definition: designedCase, forms: [] });
  });

  it('that do not fit together are opened to be mended', () => {
    const wrong = { ...designedCase, stages: designedCase.stages.slice(0, 2) };
    expect(openFiles([{ name: 'a.case.json', text: writeCase(wrong) }])).toMatchObject({
      design: { definition: { key: 'sale' } },
    });
  });

  it('that are no case say why', () => {
    expect(openFiles([{ name: 'a.case.json', text: '{' }])).toMatchObject({
      findings: [{ code: 'unreadable' }],
    });
    expect(openFiles([{ name: 'a.json', text: '{"format":"x"}' }])).toHaveProperty('findings');
    expect(openFiles([])).toHaveProperty('findings');
    expect(openDeployed(designedDefinition({ case: null }))).toBeNull();
    expect(fileOf(design).text).toBe(writeCase(designedCase));
  });
});
