/**
 * Writes the element templates of system actions and events from the tables of the engine:
 * `node scripts/element-templates.ts`. Those of user steps are written by hand.
 */
import { writeFileSync } from 'node:fs';
import { ACTION_PROPERTIES, ACTIONS, type Action } from '../server/engine/parse/actions.ts';
import {
  ELEMENT_PROPERTIES,
  LOOP_PROPERTIES,
  PROCESS_PROPERTIES,
  type PropertyType,
  RECORD_EVENT_PROPERTIES,
  SCHEDULE_PROPERTIES,
} from '../server/engine/parse/profile.ts';
import { ACTION_HELP, CHOICES, OUTPUTS, PROPERTIES, SETTINGS } from './element-templates/labels.ts';

const SCHEMA = 'https://unpkg.com/@camunda/element-templates-json-schema/resources/schema.json';

interface Field {
  label: string;
  type: 'String' | 'Text' | 'Dropdown' | 'Hidden';
  group?: string;
  binding: { type: string; name: string };
  description?: string;
  value?: string;
  choices?: { name: string; value: string }[];
  constraints?: { notEmpty: true };
}

export interface Template {
  id: string;
  name: string;
  appliesTo: string[];
  properties: Field[];
}

/** The files of the templates, by name. */
export function templateFiles(): Record<string, Template[]> {
  return {
    'system-actions.json': Object.entries(ACTIONS).map(([name, action]) => actionTemplate(name, action)),
    'events.json': [
      template('record-event', 'Record event', 'Waits for something that happens to a record.', {
        appliesTo: [
          'bpmn:StartEvent',
          'bpmn:IntermediateCatchEvent',
          'bpmn:BoundaryEvent',
          'bpmn:ReceiveTask',
        ],
        properties: fields(RECORD_EVENT_PROPERTIES, ['record-event', 'record-type']),
      }),
      template('schedule', 'Schedule', 'A timer start event with a time zone and a validity.', {
        appliesTo: ['bpmn:StartEvent'],
        properties: fields(SCHEDULE_PROPERTIES),
      }),
      template('background', 'Background', 'Runs the following elements in the background, or not.', {
        appliesTo: ['bpmn:StartEvent', 'bpmn:Gateway'],
        properties: fields(ELEMENT_PROPERTIES),
      }),
      template('several', 'Several at the same time', 'Limits how many executions run at the same time.', {
        appliesTo: ['bpmn:SubProcess', 'bpmn:CallActivity'],
        properties: fields(LOOP_PROPERTIES),
      }),
      template('process', 'Process', 'How a process is offered and called.', {
        appliesTo: ['bpmn:Process'],
        properties: fields(PROCESS_PROPERTIES),
      }),
    ],
  };
}

function template(
  id: string,
  name: string,
  description: string,
  rest: Pick<Template, 'appliesTo' | 'properties'>,
): Template {
  const { appliesTo, properties } = rest;
  const head = { $schema: SCHEMA, id: `throughline.${id}`, name: `${name} (Throughline)`, description };
  return { ...head, ...{ version: 1, entriesVisible: true }, appliesTo, properties };
}

function actionTemplate(name: string, action: Action): Template {
  const inSending = name === 'throw-message' ? ['bpmn:SendTask'] : [];
  const hidden = (attribute: string, value: string): Field => ({
    label: attribute,
    type: 'Hidden',
    binding: { type: 'property', name: `camunda:${attribute}` },
    value,
  });
  const settings = Object.entries(action.settings).filter(([setting]) => !setting.endsWith(':'));
  return template(name, action.name, ACTION_HELP[name] ?? action.name, {
    appliesTo: ['bpmn:ServiceTask', ...inSending],
    properties: [
      hidden('type', 'external'),
      hidden('topic', `throughline:${name}`),
      ...settings.map(([setting, { type, required }]) =>
        field(setting, type, SETTINGS[setting], required === true && setting !== 'message'),
      ),
      field('retries', ACTION_PROPERTIES.retries ?? 'retries', SETTINGS.retries, false),
      ...action.outputs.map((output) =>
        field(`output:${output}`, 'variable', [OUTPUTS[output] ?? output], false),
      ),
    ],
  });
}

/** One field for every property of a table; properties with a code are written by hand. */
function fields(table: Record<string, PropertyType>, required: string[] = []): Field[] {
  return Object.entries(table)
    .filter(([name]) => !name.endsWith(':'))
    .map(([name, type]) => field(name, type, PROPERTIES[name], required.includes(name)));
}

function field(
  name: string,
  type: PropertyType,
  [label, description]: readonly [string, string?] = [name],
  required: boolean,
): Field {
  const choices = choicesOf(type);
  return {
    label,
    type: choices ? 'Dropdown' : ['body', 'filter', 'expression'].includes(name) ? 'Text' : 'String',
    binding: { type: 'camunda:property', name: `throughline:${name}` },
    ...(description === undefined ? {} : { description }),
    ...(choices ? { choices: required ? choices : [{ name: 'As usual', value: '' }, ...choices] } : {}),
    ...(required ? { constraints: { notEmpty: true } } : {}),
  };
}

function choicesOf(type: PropertyType): { name: string; value: string }[] | null {
  if (type === 'boolean')
    return [
      { name: 'Yes', value: 'true' },
      { name: 'No', value: 'false' },
    ];
  if (typeof type === 'string') return null;
  return type.map((value) => ({ name: CHOICES[value] ?? value, value }));
}

if (import.meta.main)
  for (const [name, templates] of Object.entries(templateFiles()))
    writeFileSync(
      new URL(`../docs/element-templates/${name}`, import.meta.url),
      `${JSON.stringify(templates, null, 2)}\n`,
    );
