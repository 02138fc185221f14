/**
 * The names that start with `throughline:` and where they may stand: the one table behind the checks, the
 * authoring guide and the element templates. A name that ends in `:` is followed by a code. The settings of
 * system actions are in `actions.ts`.
 */
import { PRIORITIES } from '../activity-plan.ts';
import type { TaskPlan } from '../definition.ts';

/** What a value must look like; a list: one of its entries. */
export type PropertyType =
  | 'text'
  | 'template'
  | 'boolean'
  | 'duration'
  | 'variable'
  | 'style'
  | 'enabled'
  | 'code'
  | 'record'
  | 'record-type'
  | 'kind'
  | 'count'
  | 'limit'
  | 'retries'
  | 'feel'
  | 'field'
  | 'fields'
  | 'sort'
  | 'time-zone'
  | 'instant'
  | 'default'
  | 'connected'
  | 'source'
  | readonly string[];

export type SupportedKind = TaskPlan['kind'];

export const SUPPORTED_KINDS = [
  'user-dialog',
  'auto-generated-page',
  'pre-configured-page',
  'perform-task',
  'approval',
  'open-edit-page',
  'send-email',
] as const satisfies SupportedKind[];

export const PARAMETER_TYPES = [
  'text',
  'integer',
  'decimal',
  'boolean',
  'date',
  'datetime',
  'record',
  'list',
] as const;

/** How important an e-mail is; the first holds where nothing is said. */
export const IMPORTANCE = ['normal', 'low', 'high'] as const;

export const DIRECTIONS = ['in', 'out', 'both'] as const;

export const PROCESS_PROPERTIES: Record<string, PropertyType> = {
  caption: 'template',
  description: 'text',
  record: 'record',
  'record-parameter': 'variable',
  'parameter:': PARAMETER_TYPES,
  'parameter-label:': 'text',
  'parameter-direction:': DIRECTIONS,
  'parameter-required:': 'boolean',
  'parameter-default:': 'default',
  'quick-launch': 'boolean',
  'max-executions': 'count',
  'loose-joins': 'boolean',
  'user-rights': 'boolean',
};

/** On every element but end events. */
export const ELEMENT_PROPERTIES: Record<string, PropertyType> = { background: 'boolean' };

/** On elements with several executions. */
export const LOOP_PROPERTIES: Record<string, PropertyType> = { concurrency: 'count' };

/** On timer start events of the process itself. */
export const SCHEDULE_PROPERTIES: Record<string, PropertyType> = {
  'time-zone': 'time-zone',
  'valid-from': 'instant',
  'valid-until': 'instant',
  misfire: ['run-once', 'skip'],
};

export const RECORD_EVENTS = ['added', 'modified', 'deleted'] as const;

/** On events that wait for a message and are to wait for a record instead. */
export const RECORD_EVENT_PROPERTIES: Record<string, PropertyType> = {
  'record-event': RECORD_EVENTS,
  'record-type': 'record-type',
  'record-id': 'template',
  'record-fields': 'fields',
  'record-filter': 'feel',
};

export const TASK_PROPERTIES: Record<string, PropertyType> = {
  kind: 'kind',
  title: 'template',
  hint: 'template',
  result: 'variable',
  'show-page': 'boolean',
  'start-in': 'duration',
  'planned-duration': 'duration',
  'remind-in': 'duration',
  'show-in-calendar': 'boolean',
  priority: PRIORITIES,
  'connected:': 'connected',
  'performer-manager': 'boolean',
};

/** On kinds that have an activity only if their author says so: all but *Perform task*. */
export const PAGE_PROPERTIES: Record<string, PropertyType> = { 'create-activity': 'boolean' };

/** Whose page an *Open edit page* opens (behaviour 1.4). */
export const EDIT_MODES = ['existing', 'new'] as const;

/** When it is done. */
export const COMPLETE_ON = ['save', 'conditions'] as const;

/** On pages whose fields exist in the process only (behaviour 1.5, 1.6). */
const CUSTOM_PAGE: Record<string, PropertyType> = {
  recommendation: 'template',
  'record-system': 'template',
  'record-type': 'template',
  'record-id': 'template',
  'button:': 'text',
  'button-style:': 'style',
  'button-validates:': 'boolean',
  'button-enabled:': 'enabled',
  'button-signal:': 'text',
};

export const KIND_PROPERTIES: Record<SupportedKind, Record<string, PropertyType>> = {
  'user-dialog': {
    question: 'template',
    multiple: 'boolean',
    required: 'boolean',
    preselected: 'code',
    'answer:': 'text',
  },
  'auto-generated-page': CUSTOM_PAGE,
  'pre-configured-page': {
    ...CUSTOM_PAGE,
    'button-completes:': 'boolean',
    'source:': 'source',
    'source-output:': 'variable',
    'parameter:': 'template',
    'output:': 'variable',
  },
  'perform-task': { category: 'text', description: 'template', 'result:': 'text' },
  approval: {
    purpose: 'template',
    'show:': 'text',
    'show-value:': 'template',
    'record-system': 'template',
    'record-type': 'template',
    'record-id': 'template',
    comment: 'variable',
    'comment-required': 'boolean',
    delegation: 'boolean',
    'notify-approver': 'boolean',
    'notify-result': 'template',
  },
  'open-edit-page': {
    recommendation: 'template',
    'edit-mode': EDIT_MODES,
    'record-system': 'template',
    'record-type': 'template',
    'record-id': 'template',
    'default:': 'template',
    'complete-on': COMPLETE_ON,
    condition: 'feel',
    'result-field': 'field',
    'result:': 'text',
    'output:': 'variable',
  },
  'send-email': {
    from: 'template',
    to: 'template',
    cc: 'template',
    bcc: 'template',
    subject: 'template',
    body: 'template',
    importance: IMPORTANCE,
    recipients: 'record-type',
    'recipients-field': 'field',
    'output:': 'variable',
  },
};

/** The texts of a step that its performer reads: they may stand in other languages too. */
export const TRANSLATABLE: Record<string, PropertyType> = {
  title: 'template',
  hint: 'template',
  question: 'template',
  'answer:': 'text',
  recommendation: 'template',
  'button:': 'text',
  description: 'template',
  'result:': 'text',
  purpose: 'template',
  'show:': 'text',
};

/** What of a process itself can be written in other languages: its name, and the text where it is chosen. */
export const PROCESS_TRANSLATABLE: Record<string, PropertyType> = { name: 'text', description: 'text' };

/** Properties that may stand more than once. */
export const REPEATABLE: ReadonlySet<string> = new Set(['record']);

export const BUTTON_STYLES = ['primary', 'secondary', 'danger'] as const;

/** Variables that the server sets when an instance starts. */
export const START_VARIABLES = [
  'startedBy',
  'recordSystem',
  'recordType',
  'recordId',
  'recordTitle',
] as const;

/** Variables that an element with several executions has inside. */
export const LOOP_VARIABLES = [
  'loopCounter',
  'nrOfInstances',
  'nrOfActiveInstances',
  'nrOfCompletedInstances',
] as const;

/** What `throughline:max-executions` is where it is not set (behaviour 2.4). */
export const DEFAULT_MAX_EXECUTIONS = 100;

/** What a code of an answer, button or result looks like. */
export const CODE = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,99}$/u;

/** What a variable is called, on every engine. */
export const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;

/** Every property that may stand on a user task of this kind, besides those of any element. */
export function propertiesOfKind(kind: SupportedKind): Record<string, PropertyType> {
  return {
    ...TASK_PROPERTIES,
    ...(kind === 'perform-task' ? {} : PAGE_PROPERTIES),
    ...KIND_PROPERTIES[kind],
  };
}

/** The entry of a table for a property: by its whole name, or by its group when it carries a code. */
export function typeOfProperty(table: Record<string, PropertyType>, name: string): PropertyType | null {
  if (Object.hasOwn(table, name) && !name.endsWith(':')) return table[name] ?? null;
  const group = name.slice(0, name.indexOf(':') + 1);
  return group !== '' && group !== name && Object.hasOwn(table, group) ? (table[group] ?? null) : null;
}

/** Whether the text names a kind of step that can be executed. */
export function isSupportedKind(kind: string | null): kind is SupportedKind {
  return SUPPORTED_KINDS.some((known) => known === kind);
}
