/** What must fit together in the steps of a case (behaviour 8.4). */
import { courseOf, stageOf } from './courses.ts';
import type { CaseDefinition, CaseStage, CaseStep } from './definition.ts';
import type { CaseFinding, CaseFindingCode } from './findings.ts';
import { outcomesOfStep } from './outcomes.ts';
import type { CaseRule } from './stage-rules.ts';

/** Looks at one step in its stage. */
type StepRule = (definition: CaseDefinition, stage: CaseStage, step: CaseStep) => Complaint[];
type Complaint = [CaseFindingCode, Record<string, string>?];

const ofEach =
  (rule: StepRule): CaseRule =>
  (definition) =>
    definition.stages.flatMap((stage) =>
      stage.steps.flatMap((step) =>
        rule(definition, stage, step).map(
          ([code, details = {}]): CaseFinding => ({ code, stage: stage.id, step: step.id, details }),
        ),
      ),
    );

/** Stages and steps share one namespace: both are elements in the log. */
export const distinctSteps: CaseRule = (definition) => {
  const taken = new Set(definition.stages.map(({ id }) => id));
  return ofEach((_definition, _stage, { id }) => {
    if (taken.has(id)) return [['duplicate-step', { id }]];
    taken.add(id);
    return [];
  })(definition);
};

export const order = ofEach((_definition, { steps }, step) => {
  if (step.after === null) return [];
  const before = (id: string | null) => steps.find((other) => other.id === id);
  if (!before(step.after)) return [['after-unknown', { id: step.after }]];
  const seen = new Set<CaseStep>();
  for (let at: CaseStep | undefined = step; at !== undefined; at = before(at.after)) {
    if (seen.has(at)) return [['after-circle', { id: step.after }]];
    seen.add(at);
  }
  return [];
});

const MISSING: Complaint = ['performer-missing', { example: `\${startedBy}` }];

/** A process has its own performers, and an e-mail without one is sent by itself (behaviour 1.7). */
export const performers = ofEach((_definition, _stage, { kind, performer }) => {
  if (kind === 'process') return performer === null ? [] : [['performer-needless']];
  if (performer === null) return kind === 'send-email' ? [] : [MISSING];
  const { user, role, manager } = performer;
  if (user !== null && role !== null) return [['performer-twice']];
  if (user === null && role === null) return [MISSING];
  return manager && user === null ? [['manager-of-role']] : [];
});

const PAGES: readonly CaseStep['kind'][] = ['auto-generated-page', 'pre-configured-page'];

/** Members that only some kinds have. */
export const members = ofEach((definition, _stage, step) => {
  const { kind, process, resultVariable, form, due, performer } = step;
  const runs = kind === 'process';
  const unasked = runs || performer === null;
  const needless = [
    ...(!runs && process !== null ? ['process'] : []),
    ...(!runs && resultVariable !== null ? ['resultVariable'] : []),
    ...(form !== null && !PAGES.includes(kind) ? ['form'] : []),
    ...(due !== null && unasked && (runs || kind === 'send-email') ? ['due'] : []),
  ];
  return [
    ...(runs && process === null ? ([['process-missing']] as Complaint[]) : []),
    ...(runs && process === definition.key ? ([['process-circular']] as Complaint[]) : []),
    ...needless.map((member): Complaint => ['member-needless', { member, kind }]),
  ];
});

/** What the case says by members of its own. */
const RESERVED = ['kind', 'result', 'performer-manager', 'background'];

export const reserved = ofEach((_definition, _stage, { properties }) =>
  Object.keys(properties)
    .filter((name) => RESERVED.includes(name))
    .map((property): Complaint => ['property-reserved', { property }]),
);

/** Result → stage (behaviour 8.5): a result that can come, and a stage that the record may go to. */
export const results = ofEach((definition, stage, step) => {
  if (step.results.length === 0) return [];
  const complaints: Complaint[] = [];
  const known = outcomesOfStep(step);
  if (known?.length === 0 && step.kind === 'send-email') return [['result-of-nothing']];
  if (step.kind === 'process' && step.resultVariable === null) complaints.push(['result-variable-missing']);
  step.results.forEach(({ result, stage: id }, place) => {
    if (known !== null && !known.includes(result))
      complaints.push(['result-unknown', { result, known: known.join(', ') }]);
    if (step.results.slice(0, place).some((other) => other.result === result))
      complaints.push(['result-twice', { result }]);
    if (!stageOf(definition, id)) complaints.push(['result-stage-unknown', { result, id }]);
    else if (courseOf(definition, stage.id, id) === null)
      complaints.push(['result-stage-closed', { result, id }]);
  });
  return complaints;
});
