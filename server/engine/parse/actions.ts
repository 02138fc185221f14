/**
 * The system actions: service tasks whose topic is `throughline:<action>`, worked by this server on every engine.
 * One table says what can be set on each and what it gives back; checks, guide, templates and workers follow it.
 * A job carries the settings under the names of this table (`system`, `value:stage`, `header:Accept`), evaluated
 * if they are templates, and gives its outputs under the names of `outputs`.
 */
import { IMPORTANCE, type PropertyType } from './profile.ts';

export interface Setting {
  type: PropertyType;
  required?: true;
}

export interface Action {
  /** What a person calls it. */
  name: string;
  /** By name; one that ends in `:` is a group, followed by the name of a field, header or variable. */
  settings: Record<string, Setting>;
  /** One of these must be set, and not both. */
  either?: readonly [string, string];
  outputs: readonly string[];
  /** Without an output the action does nothing. */
  forItsOutputs: boolean;
}

const RECORDS = {
  /** The id of a connected CRM, for example `tryton`; `${recordSystem}` is that of the record. */
  system: { type: 'template', required: true },
  /** As the CRM names it, for example `sale.opportunity`. */
  type: { type: 'template', required: true },
} as const satisfies Record<string, Setting>;

/** FEEL over the fields of the record; process variables are known by their names where no field has it. */
/** All values of a group at once, as a FEEL context; those that are given one by one come on top. */
const WHOLE = { type: 'feel' } as const satisfies Setting;

const FILTER = { type: 'feel' } as const satisfies Setting;

export const ACTIONS = {
  'read-data': {
    name: 'Read data',
    settings: {
      ...RECORDS,
      filter: FILTER,
      /** Fields with commas, `-` before those that are sorted downwards. */
      sort: { type: 'sort' },
      /** For `list`: at most so many. */
      limit: { type: 'limit' },
      /** The fields to read; all without it. */
      fields: { type: 'fields' },
      mode: { type: ['first', 'list', 'count', 'sum', 'avg', 'min', 'max'] },
      /** For sum, avg, min and max. */
      field: { type: 'text' },
    },
    /**
     * `record`: the first one as a row with `id`, null without any; `records`: a list of rows; `count`: how many
     * there are; `value`: the sum, average, smallest or greatest value; `id`: that of the first one.
     */
    outputs: ['record', 'records', 'count', 'value', 'id'],
    forItsOutputs: true,
  },
  'add-data': {
    name: 'Add data',
    settings: { ...RECORDS, 'value:': { type: 'template', required: true }, values: WHOLE },
    outputs: ['id'],
    forItsOutputs: false,
  },
  'modify-data': {
    name: 'Modify data',
    settings: {
      ...RECORDS,
      id: { type: 'template' },
      filter: FILTER,
      'value:': { type: 'template', required: true },
      values: WHOLE,
    },
    either: ['id', 'filter'],
    outputs: ['count'],
    forItsOutputs: false,
  },
  'delete-data': {
    name: 'Delete data',
    settings: { ...RECORDS, id: { type: 'template' }, filter: FILTER },
    either: ['id', 'filter'],
    outputs: ['count'],
    forItsOutputs: false,
  },
  formula: {
    name: 'Formula',
    settings: { expression: { type: 'feel', required: true } },
    outputs: ['value'],
    forItsOutputs: true,
  },
  'call-web-service': {
    name: 'Call web service',
    settings: {
      /** `GET` without it. */
      method: { type: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
      url: { type: 'template', required: true },
      'header:': { type: 'template' },
      headers: WHOLE,
      body: { type: 'template' },
      timeout: { type: 'duration' },
      /** `ignore`: a failure is told by `success` only. */
      'on-error': { type: ['fail', 'ignore'] },
    },
    outputs: ['success', 'status', 'body'],
    forItsOutputs: false,
  },
  'connect-record': {
    name: 'Connect to record',
    settings: { ...RECORDS, id: { type: 'template', required: true } },
    outputs: [],
    forItsOutputs: false,
  },
  'send-email': {
    name: 'Send e-mail',
    settings: {
      /** Null: the sender that the server is set to. */
      from: { type: 'template' },
      /** Addresses with commas. */
      to: { type: 'template', required: true },
      cc: { type: 'template' },
      bcc: { type: 'template' },
      subject: { type: 'template', required: true },
      body: { type: 'template', required: true },
      importance: { type: IMPORTANCE },
      'on-error': { type: ['fail', 'ignore'] },
    },
    outputs: ['success'],
    forItsOutputs: false,
  },
  'throw-message': {
    name: 'Throw message',
    settings: {
      /** Without it, the name of the message of the event or send task. */
      message: { type: 'template', required: true },
      'value:': { type: 'template' },
      values: WHOLE,
      /** `instance`: those who wait in this instance; `all`: also others with its business key. */
      scope: { type: ['instance', 'all'] },
    },
    /** How many have got it. */
    outputs: ['count'],
    forItsOutputs: false,
  },
} as const satisfies Record<string, Action>;

/** What a group of settings is called when it is given whole, as one FEEL context: `{ stage: "won" }`. */
export const WHOLE_GROUPS: Record<string, string> = { 'value:': 'values', 'header:': 'headers' };

export type ActionName = keyof typeof ACTIONS;

/** What every action may have, foreign topics too. */
export const ACTION_PROPERTIES: Record<string, PropertyType> = {
  /** How often it is tried again after a failure. */
  retries: 'retries',
  'output:': 'variable',
};

export const DEFAULT_RETRIES = 2;

const PREFIX = 'throughline:';

/** The action of a topic; null: the topic is not ours, or nothing that is known. */
export function actionOf(topic: string | null): Action | null {
  const name = topic?.startsWith(PREFIX) ? topic.slice(PREFIX.length) : '';
  return isActionName(name) ? ACTIONS[name] : null;
}

/** Whether a topic is worked by this server. */
export function isOurs(topic: string): boolean {
  return topic.startsWith(PREFIX);
}

function isActionName(name: string): name is ActionName {
  return Object.hasOwn(ACTIONS, name);
}
