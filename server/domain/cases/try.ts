/** What a case would do on a record: worked out of its document, and not begun. */
import type { CaseDefinition, CaseStep } from '../../../lib/cases/definition.ts';
import { describeFinding } from '../../../lib/cases/findings.ts';
import { readCase } from '../../../lib/cases/read-case.ts';
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
import { CrmError } from '../../crm/errors.ts';
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
  const problems = findings.map((finding) => Object.values(describeFinding(finding)).join(' '));
  const { definition } = reading;
  if (definition === null) return { ...NOTHING, problems };
  const read = await readFor(around, definition, record);
  const stage = startOf(definition, read.value);
  return {
    ...{ fits: read.fits, record: read.record, stage: stage.id },
    steps: await stepsAtStart(around, user, stage.steps),
    problems: [...problems, ...read.problems],
  };
}

interface Read {
  fits: boolean | null;
  record: LinkedRecord | null;
  value: string | null;
  problems: string[];
}

async function readFor(around: Surroundings, definition: CaseDefinition, record: RecordRef): Promise<Read> {
  const unread: Read = { fits: null, record: null, value: null, problems: [] };
  const { stageField, condition } = definition;
  const wanted = [...new Set([stageField, condition?.field ?? stageField])];
  const fields = await describe(around, record);
  if (typeof fields === 'string') return { ...unread, problems: [fields] };
  const problems = fields === null ? [] : fieldProblems(definition, fields, record.type);
  if (fields !== null && !wanted.every((name) => fields.some((field) => field.name === name)))
    return { ...unread, problems };
  try {
    const found = await readRecord(around, record, wanted);
    if (found.at === 'apart') {
      const apart = `Expected a connection to the CRM ${record.system}, got none. Connect it, or try the case in the CRM itself.`;
      return { ...unread, problems: [...problems, apart] };
    }
    if (found.at === 'gone') {
      const gone = `Expected a record that the CRM shows, got none with the id ${record.id}. Choose another one.`;
      return { ...unread, problems: [...problems, gone] };
    }
    const value = stageText(found.data[stageField] ?? null);
    return {
      fits: isFor(definition, found.data),
      record: linkOf({ ...record, title: null, url: null }, found),
      ...{ value, problems: [...problems, ...valueProblems(definition, value)] },
    };
  } catch (fault) {
    if (!(fault instanceof ProtocolError)) throw fault;
    return { ...unread, problems: [...problems, fault.message] };
  }
}

/** The fields of the type; null: there is no connection. A text says why the CRM does not tell. */
async function describe(
  { connections }: Surroundings,
  { system, type }: RecordRef,
): Promise<FieldInfo[] | string | null> {
  try {
    const crm = await connections.open(system);
    return crm && (await crm.describe(type));
  } catch (fault) {
    if (fault instanceof CrmError) return fault.message;
    throw fault;
  }
}

function fieldProblems(
  { stageField, condition, stages }: CaseDefinition,
  fields: readonly FieldInfo[],
  type: string,
): string[] {
  const known = fields.map(({ name }) => name);
  const missing = [stageField, condition?.field ?? stageField]
    .filter((name, index, all) => !known.includes(name) && all.indexOf(name) === index)
    .map(
      (name) => `Expected ${type} to have the field ${name}, got none. Choose one of: ${known.join(', ')}.`,
    );
  const field = fields.find(({ name }) => name === stageField);
  if (!field) return missing;
  const readOnly = field.writable
    ? []
    : [
        `Expected a field that can be written, got ${stageField}, which the CRM sets itself. Choose another one.`,
      ];
  const values = field.choices?.map(({ value }) => value);
  const strange = values
    ? stages
        .filter(({ value }) => !values.includes(value))
        .map(
          ({ name, value }) =>
            `Expected for ${name} a value that ${stageField} can have (${values.join(', ')}), got ${value}. Choose one of them.`,
        )
    : [];
  return [...missing, ...readOnly, ...strange];
}

function valueProblems({ stages, stageField }: CaseDefinition, value: string | null): string[] {
  if (value === null || stages.some((stage) => stage.value === value)) return [];
  const known = stages.map((stage) => stage.value).join(', ');
  return [
    `Expected the record to be in one of the stages (${known}), got ${value} in ${stageField}. Add a stage for it, or choose another record.`,
  ];
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
