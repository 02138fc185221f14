import { CaseDefinition, CaseStage, CaseStep } from './definition.ts';

/** What a member is where the document does not say it. */
const STAGE = CaseStage.parse({ id: 'x', name: 'x', value: 'x' });
const STEP = CaseStep.parse({
  ...{ id: 'x', name: 'x', kind: 'perform-task', performer: null, after: null, required: false },
});
const CASE = CaseDefinition.parse({
  ...{ format: 'throughline-case/1', key: 'x', name: 'x', section: 'x:x', stageField: 'x' },
  stages: [STAGE],
});
/** Said always: whoever reads the file looks for them. */
const ALWAYS = ['format', 'key', 'name', 'section', 'stageField', 'stages', 'id', 'value', 'colour', 'kind'];
const ALWAYS_OF_STEPS = ['performer', 'after', 'required'];

/**
 * The text of a `.case.json` file: what is as usual is left out, so that a person can read it. Reading it yields the very
 * same case.
 */
export function writeCase(definition: CaseDefinition): string {
  const brief = {
    ...without(definition, CASE, ALWAYS),
    stages: definition.stages.map((stage) => ({
      ...without(stage, STAGE, ALWAYS),
      ...(stage.steps.length > 0 && {
        steps: stage.steps.map((step) => without(step, STEP, [...ALWAYS, ...ALWAYS_OF_STEPS])),
      }),
    })),
  };
  return `${JSON.stringify(brief, null, 2)}\n`;
}

function without(thing: object, usual: object, always: readonly string[]): object {
  const presets = new Map(Object.entries(usual));
  return Object.fromEntries(
    Object.entries(thing).filter(
      ([name, value]) =>
        value !== undefined &&
        (always.includes(name) || JSON.stringify(presets.get(name)) !== JSON.stringify(value)),
    ),
  );
}
