/**
 * Keeps the generated parts of `docs/protocol.md` in step with `lib/protocol`: the shape of every message and
 * entity, the limits and the table of errors. `node scripts/protocol-docs.ts` writes them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import * as protocol from '../lib/protocol/index.ts';

export const DOCUMENT = new URL('../docs/protocol.md', import.meta.url);

/** Schemas that shapes refer to by name; each has a section of its own. */
export const ENTITIES = {
  Command: protocol.Command,
  CommandResult: protocol.CommandResult,
  InstanceResult: protocol.InstanceResult,
  Query: protocol.Query,
  QueryResult: protocol.QueryResult,
  AdminQuery: protocol.AdminQuery,
  AdminQueryResult: protocol.AdminQueryResult,
  Order: protocol.Order,
  OrderResult: protocol.OrderResult,
  ChannelEvent: protocol.ChannelEvent,
  ClientMessage: protocol.ClientMessage,
  ServerMessage: protocol.ServerMessage,
  Hello: protocol.Hello,
  Cursor: protocol.Cursor,
  User: protocol.User,
  Person: protocol.Person,
  Role: protocol.Role,
  System: protocol.System,
  StartableProcess: protocol.StartableProcess,
  Task: protocol.Task,
  TaskEnd: protocol.TaskEnd,
  TaskPage: protocol.TaskPage,
  PageContent: protocol.PageContent,
  PageItem: protocol.PageItem,
  PageButton: protocol.PageButton,
  Choice: protocol.Choice,
  Submission: protocol.Submission,
  Activity: protocol.Activity,
  ActivityStatus: protocol.ActivityStatus,
  ActivityFields: protocol.ActivityFields,
  ActivityCategory: protocol.ActivityCategory,
  ActivitySettings: protocol.ActivitySettings,
  Absence: protocol.Absence,
  Priority: protocol.Priority,
  Performer: protocol.Performer,
  Reminder: protocol.Reminder,
  RecordRef: protocol.RecordRef,
  LinkedRecord: protocol.LinkedRecord,
  Value: protocol.Value,
  Values: protocol.Values,
  SourceFile: protocol.SourceFile,
  Finding: protocol.Finding,
  FileOutcome: protocol.FileOutcome,
  ProcessState: protocol.ProcessState,
  LibraryEntry: protocol.LibraryEntry,
  StartSummary: protocol.StartSummary,
  ProcessDetails: protocol.ProcessDetails,
  ProcessVersion: protocol.ProcessVersion,
  Parameter: protocol.Parameter,
  StartPermission: protocol.StartPermission,
  HistoryLine: protocol.HistoryLine,
  DefinitionView: protocol.DefinitionView,
  ElementSummary: protocol.ElementSummary,
  Impact: protocol.Impact,
  InstanceStatus: protocol.InstanceStatus,
  Origin: protocol.Origin,
  Incident: protocol.Incident,
  InstanceSummary: protocol.InstanceSummary,
  LogFilter: protocol.LogFilter,
  LogSort: protocol.LogSort,
  LogPage: protocol.LogPage,
  InstanceDetails: protocol.InstanceDetails,
  StepView: protocol.StepView,
  StepTrace: protocol.StepTrace,
  WaitingPlace: protocol.WaitingPlace,
  WaitReason: protocol.WaitReason,
  StepAction: protocol.StepAction,
  StatisticsFilter: protocol.StatisticsFilter,
  Statistics: protocol.Statistics,
  Durations: protocol.Durations,
  Assignee: protocol.Assignee,
  SavedView: protocol.SavedView,
  Bulk: protocol.Bulk,
  CaseView: protocol.CaseView,
  CaseStageView: protocol.CaseStageView,
  CaseStepView: protocol.CaseStepView,
  StageVisit: protocol.StageVisit,
  StageAgreement: protocol.StageAgreement,
  CaseChange: protocol.CaseChange,
  CaseOffer: protocol.CaseOffer,
  MovePreview: protocol.MovePreview,
  CaseCard: protocol.CaseCard,
  StageLook: protocol.StageLook,
  StageFigures: protocol.StageFigures,
  WireError: protocol.WireError,
  LinkRequest: protocol.LinkRequest,
  LinkResponse: protocol.LinkResponse,
  Health: protocol.Health,
} as const;

/** The unions whose members are messages: each member has a section, named by its `type`. */
export const UNIONS = {
  ClientMessage: protocol.ClientMessage,
  ServerMessage: protocol.ServerMessage,
  Command: protocol.Command,
  Query: protocol.Query,
  AdminQuery: protocol.AdminQuery,
  Order: protocol.Order,
  ChannelEvent: protocol.ChannelEvent,
} as const;

interface Json {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Json[];
  oneOf?: Json[];
  items?: Json;
  properties?: Record<string, Json>;
  required?: string[];
  additionalProperties?: Json | boolean;
  format?: string;
}

/** The members of a union, by their `type`. */
export function membersOf(union: keyof typeof UNIONS): string[] {
  return choices(schemas()[union] ?? {}).map((member) => String(resolve(member).properties?.type?.const));
}

/** The document with every generated block replaced by what the code says now. */
export function generate(document: string): string {
  return document.replace(
    /<!-- (shape|errors|limits)(?: (\S+))? -->\n[\s\S]*?<!-- \/\1 -->/g,
    (_, kind: string, name = '') => {
      const opening = `<!-- ${[kind, name].filter(Boolean).join(' ')} -->`;
      const body = kind === 'shape' ? shapeBlock(name) : kind === 'errors' ? errorTable() : limitTable();
      return `${opening}\n${body}\n<!-- /${kind} -->`;
    },
  );
}

let cached: Record<string, Json> | null = null;

function schemas(): Record<string, Json> {
  if (cached) return cached;
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(ENTITIES)) registry.add(schema, { id });
  cached = z.toJSONSchema(registry, { uri: (id) => id }).schemas as Record<string, Json>;
  return cached;
}

const choices = (schema: Json): Json[] => schema.anyOf ?? schema.oneOf ?? [];
const resolve = (schema: Json): Json => (schema.$ref ? (schemas()[schema.$ref] ?? schema) : schema);

function shapeBlock(name: string): string {
  const schema = name in ENTITIES ? schemas()[name] : findMember(name);
  if (!schema)
    throw new Error(`Expected the name of an entity or a message, got ${name}. Correct docs/protocol.md.`);
  return `\`\`\`ts\n${print(schema, '')}\n\`\`\``;
}

/** `task.page` is a query; `answer` is a message; the name says which union it is in. */
function findMember(name: string): Json | undefined {
  for (const union of Object.keys(UNIONS)) {
    const members = choices(schemas()[union] ?? {}).map(resolve);
    const found = members.find((member) => member.properties?.type?.const === name);
    if (found) return found;
  }
  return undefined;
}

function print(schema: Json, indent: string): string {
  if (schema.$ref) return schema.$ref;
  if (schema.const !== undefined) return JSON.stringify(schema.const).replaceAll('"', "'");
  if (schema.enum) return schema.enum.map((value) => `'${value}'`).join(' | ');
  const options = choices(schema);
  if (options.length > 0) return printUnion(options, indent);
  if (schema.type === 'array') return `${group(print(schema.items ?? {}, indent))}[]`;
  if (schema.type === 'object') return printObject(schema, indent);
  if (schema.format === 'date-time') return 'Instant';
  return schema.type ?? 'unknown';
}

function printUnion(options: Json[], indent: string): string {
  const printed = options.map((option) => print(option, indent));
  const long = printed.some((text) => text.includes('\n')) || printed.join(' | ').length > 90;
  return long ? printed.map((text) => `\n${indent}  | ${text}`).join('') : printed.join(' | ');
}

function printObject(schema: Json, indent: string): string {
  const { properties, additionalProperties } = schema;
  if (!properties) {
    const values = typeof additionalProperties === 'object' ? print(additionalProperties, indent) : 'unknown';
    return `{ [key: string]: ${values} }`;
  }
  const fields = Object.entries(properties).map(([key, value]) => {
    const optional = schema.required?.includes(key) ? '' : '?';
    return `${key}${optional}: ${print(value, `${indent}  `)}`;
  });
  const line = `{ ${fields.join(', ')} }`;
  if (indent.length + line.length <= 96 && !line.includes('\n')) return line;
  return `{\n${fields.map((field) => `${indent}  ${field},`).join('\n')}\n${indent}}`;
}

const group = (text: string): string => (text.includes('|') ? `(${text})` : text);

function errorTable(): string {
  const rows = Object.entries(protocol.ERRORS).map(([code, { status, close, retryable, text }]) => {
    return `| \`${code}\` | ${status} | ${close ?? '–'} | ${retryable ? 'yes' : 'no'} | ${text} |`;
  });
  return [
    '| code | HTTP | closes with | later the same can succeed | text |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function limitTable(): string {
  const rows = Object.entries(protocol.LIMITS).map(([name, value]) => `| \`${name}\` | ${value} |`);
  return ['| limit | value |', '|---|---|', ...rows].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(DOCUMENT, generate(readFileSync(DOCUMENT, 'utf8')));
}
