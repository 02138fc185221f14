/** What a case would do on a record: worked out of its document, and not begun. */
import type { CaseDefinition, CaseStep } from '../../../lib/cases/definition.ts';
import type { CaseFinding } from '../../../lib/cases/findings.ts';
import { readCase } from '../../../lib/cases/read-case.ts';
import { toldFinding } from '../../../lib/cases/told-finding.ts';
import type {
  AdminQuery,
  AdminQueryResult,
  CaseStepView,
  LinkedRecord,
  RecordRef,
  User,
} from '../../../lib/protocol/index.ts';
import { ProtocolError } from '../../../lib/protocol/index.ts';
import { stageText } from '../../actions/case-stage.ts';
import { startOf } from '../../cases/read-standing.ts';
import type { FieldInfo } from '../../crm/connector.ts';
import { CrmError, crmProblem } from '../../crm/errors.ts';
import type { Surroundings } from '../surroundings.ts';
import { isFor } from './active.ts';
import { linkOf, readRecord } from './reading.ts';
import { viewPlanned } from './view.ts';

type Trial = Omit<Extract<AdminQueryResult, { type: 'case.try' }>, 'type'>;

const NOTHING: Trial = { fits: null, record: null, stage: null, steps: [], problems: [] };

/** Tries a case on a record. What stands in the way is told as problems. */
export async function tryCase(
  around: Surroundings,
  user: User,
  { text, record }: Extract<AdminQuery, { type: 'case.try' }>,
): Promise<Trial> {
  const reading = readCase(text);
  const findings = reading.ok ? [] : reading.findings;
  const { definition } = reading;
  const told = (found: CaseFinding[]) => found.map((one) => toldFinding(definition, one));
  if (definition === null) return { ...NOTHING, problems: told(findings) };
  const read = await readFor(around, definition, record);
  const stage = startOf(definition, read.value);
  return {
    ...{ fits: read.fits, record: read.record, stage: stage.id },
    steps: await stepsAtStart(around, user, stage.steps),
    problems: told([...findings, ...read.problems]),
  };
}

interface Read {
  fits: boolean | null;
  record: LinkedRecord | null;
  value: string | null;
  problems: CaseFinding[];
}

async function readFor(around: Surroundings, definition: CaseDefinition, record: RecordRef): Promise<Read> {
  const unread = (problems: CaseFinding[]): Read => ({ fits: null, record: null, value: null, problems });
  const { stageField, condition } = definition;
  const wanted = [...new Set([stageField, condition?.field ?? stageField])];
  const { system, type, id } = record;
  try {
    const fields = await describe(around, record);
    const problems = fields === null ? [] : fieldProblems(definition, fields, type);
    if (fields !== null && !wanted.every((name) => fields.some((field) => field.name === name)))
      return unread(problems);
    const found = await readRecord(around, record, wanted);
    if (found.at === 'apart') return unread([...problems, ofCase('crm-apart', { system })]);
    if (found.at === 'gone') return unread([...problems, ofCase('record-gone', { id })]);
    const value = stageText(found.data[stageField] ?? null);
    return {
      fits: isFor(definition, found.data),
      record: linkOf({ ...record, title: null, url: null }, found),
      ...{ value, problems: [...problems, ...valueProblems(definition, value)] },
    };
  } catch (fault) {
    const cause = fault instanceof ProtocolError ? fault.cause : fault;
    if (!(cause instanceof CrmError)) throw fault;
    return unread([ofCase('crm-silent', { system, fault: crmProblem(cause) })]);
  }
}

/** The fields of the type; null: there is no connection. */
async function describe(
  { connections }: Surroundings,
  { system, type }: RecordRef,
): Promise<FieldInfo[] | null> {
  const crm = await connections.open(system);
  return crm && (await crm.describe(type));
}

function fieldProblems(
  { stageField, condition, stages }: CaseDefinition,
  fields: readonly FieldInfo[],
  type: string,
): CaseFinding[] {
  const known = fields.map(({ name }) => name);
  const missing = [stageField, condition?.field ?? stageField]
    .filter((name, index, all) => !known.includes(name) && all.indexOf(name) === index)
    .map((name) => ofCase('field-missing', { type, field: name, known: known.join(', ') }));
  const field = fields.find(({ name }) => name === stageField);
  if (!field) return missing;
  const readOnly = field.writable ? [] : [ofCase('field-read-only', { field: stageField })];
  const values = field.choices?.map(({ value }) => value);
  const strange = stages
    .filter(({ value }) => values?.includes(value) === false)
    .map(({ id, name, value }): CaseFinding => {
      const details = { stage: name, field: stageField, known: values?.join(', ') ?? '', value };
      return { code: 'value-unknown', stage: id, step: null, details };
    });
  return [...missing, ...readOnly, ...strange];
}

function valueProblems({ stages, stageField }: CaseDefinition, value: string | null): CaseFinding[] {
  if (value === null || stages.some((stage) => stage.value === value)) return [];
  const known = stages.map((stage) => stage.value).join(', ');
  return [ofCase('record-elsewhere', { known, value, field: stageField })];
}

function ofCase(code: CaseFinding['code'], details: CaseFinding['details']): CaseFinding {
  return { code, stage: null, step: null, details };
}

/** The steps of the first stage: those that begin with it are open, and the designer is who would start it. */
async function stepsAtStart(
  { store }: Surroundings,
  user: User,
  steps: readonly CaseStep[],
): Promise<CaseStepView[]> {
  const views = await viewPlanned(store.db, steps);
  return views.map((view, index) => {
    const { after, performer } = steps[index] ?? { after: null, performer: null };
    const mine = performer?.user === STARTER && !performer.manager;
    return {
      ...view,
      status: after === null ? 'open' : 'later',
      performer: mine ? { user: { id: user.id, name: user.name }, role: null } : view.performer,
    };
  });
}

const STARTER = `\${startedBy}`;
