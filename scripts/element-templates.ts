/**
 * Writes `docs/element-templates/system-actions.json` out of the tables that deployments are checked by:
 * templates for Camunda Modeler, so that a system action is filled in like a form.
 *
 * `node scripts/element-templates.ts`
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  ACTIONS,
  type Action,
  DEFAULT_RETRIES,
  type Setting,
  WHOLE_GROUPS,
} from '../server/engine/parse/actions.ts';
import { RECORD_EVENTS } from '../server/engine/parse/profile.ts';
import { DESCRIPTIONS, LABELS, LONG_TEXTS, OUTPUTS, SUMMARIES } from './element-templates/words.ts';

const FILE = fileURLToPath(new URL('../docs/element-templates/system-actions.json', import.meta.url));
const SCHEMA = 'https://unpkg.com/@camunda/element-templates-json-schema/resources/schema.json';

interface Entry {
  label: string;
  type: 'String' | 'Text' | 'Dropdown' | 'Hidden';
  group: string;
  binding: { type: 'property' | 'camunda:property'; name: string };
  value?: string;
  description?: string;
  choices?: { name: string; value: string }[];
  constraints?: { notEmpty: true };
}

/** All templates, in the order in which the Modeler lists them. */
export function elementTemplates(): object[] {
  const actions = Object.entries(ACTIONS).map(([name, action]) => actionTemplate(name, action));
  return [...actions, ...recordEventTemplates(), scheduleTemplate(), calledProcessTemplate()];
}

function actionTemplate(name: string, action: Action): object {
  const thrown = name === 'throw-message';
  return template({
    id: `throughline.${name}`,
    name: action.name,
    description: SUMMARIES[name] ?? '',
    appliesTo: thrown
      ? ['bpmn:SendTask', 'bpmn:ServiceTask']
      : ['bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:BusinessRuleTask'],
    groups: [
      { id: 'step', label: 'Step' },
      { id: 'settings', label: action.name },
      { id: 'outputs', label: 'Write to variables' },
      { id: 'failure', label: 'When it fails' },
    ],
    properties: [
      hidden('camunda:type', 'external'),
      hidden('camunda:topic', `throughline:${name}`),
      elementName(),
      ...Object.entries(action.settings)
        .filter(([setting]) => !setting.endsWith(':'))
        .map(([setting, of]) => settingEntry(name, setting, of, action)),
      ...action.outputs.map((output) => ({
        ...text(`output:${output}`, OUTPUTS[output] ?? output, 'outputs'),
        description: 'Name of the variable; empty: not written',
      })),
      {
        ...text('retries', 'Tried again', 'failure'),
        description: `0 to 20 times; default ${DEFAULT_RETRIES}`,
      },
    ],
  });
}

function settingEntry(
  action: string,
  name: string,
  { type, required }: Setting,
  { settings }: Action,
): Entry {
  const group = name === 'on-error' ? 'failure' : 'settings';
  const description = DESCRIPTIONS[`${action} ${name}`] ?? DESCRIPTIONS[name];
  const entry: Entry = { ...text(name, LABELS[name] ?? name, group), ...(description && { description }) };
  // A group that must be there is given whole in a template: single entries have names of the author's own.
  const whole = Object.keys(WHOLE_GROUPS).find((single) => WHOLE_GROUPS[single] === name);
  const needed = required === true || (whole !== undefined && settings[whole]?.required === true);
  if (typeof type === 'object') return { ...entry, type: 'Dropdown', choices: choicesOf(type) };
  const long = type === 'feel' || LONG_TEXTS.has(name);
  return {
    ...entry,
    ...(long && { type: 'Text' as const }),
    ...(needed && { constraints: { notEmpty: true as const } }),
  };
}

function recordEventTemplates(): object[] {
  const places = [
    ['start', 'Record event (start)', ['bpmn:StartEvent']],
    [
      'catch',
      'Record event (wait)',
      ['bpmn:IntermediateCatchEvent', 'bpmn:BoundaryEvent', 'bpmn:ReceiveTask'],
    ],
  ] as const;
  return places.map(([place, name, appliesTo]) =>
    template({
      id: `throughline.record-event-${place}`,
      name,
      description:
        'On a message event: the message comes when something happens to a record of a CRM. Choose any name for the message.',
      appliesTo,
      groups: [{ id: 'settings', label: 'Record' }],
      properties: [
        {
          ...text('record-event', 'When the record is', 'settings'),
          type: 'Dropdown',
          choices: RECORD_EVENTS.map((event) => ({ name: event, value: event })),
          value: 'modified',
        },
        {
          ...text('record-type', 'Type of record', 'settings'),
          ...{
            constraints: { notEmpty: true },
            description: 'kind:type or system:type, for example demo:lead',
          },
        },
        ...(place === 'catch'
          ? [{ ...text('record-id', 'Id of the record', 'settings'), value: '${recordId}' }]
          : []),
        {
          ...text('record-fields', 'Only when these fields change', 'settings'),
          description: 'Names with commas; empty: any',
        },
        {
          ...{ ...text('record-filter', 'Only when it is so', 'settings'), type: 'Text' as const },
          description: 'FEEL over its fields: status = "Won" and budget > 1000',
        },
      ],
    }),
  );
}

function scheduleTemplate(): object {
  return template({
    id: 'throughline.schedule',
    name: 'Schedule',
    description:
      'On a timer start event: from when to when it holds, and what happens with moments that were missed.',
    appliesTo: ['bpmn:StartEvent'],
    groups: [{ id: 'settings', label: 'Schedule' }],
    properties: [
      {
        ...text('time-zone', 'Time zone', 'settings'),
        description: 'For example Europe/Berlin; default UTC',
      },
      { ...text('valid-from', 'Valid from', 'settings'), description: '2026-03-02T09:00:00Z' },
      { ...text('valid-until', 'Valid until', 'settings'), description: '2026-12-31T18:00:00Z' },
      {
        ...{ ...text('misfire', 'Moments that no server saw', 'settings'), type: 'Dropdown' as const },
        choices: [
          { name: 'Start once for all of them', value: 'run-once' },
          { name: 'Skip them', value: 'skip' },
        ],
        value: 'run-once',
      },
    ],
  });
}

function calledProcessTemplate(): object {
  return template({
    id: 'throughline.called-process',
    name: 'Called process',
    description: 'Starts the actual version of another process and waits for its end.',
    appliesTo: ['bpmn:CallActivity'],
    groups: [{ id: 'step', label: 'Step' }],
    properties: [
      elementName(),
      {
        ...{ label: 'Key of the process', type: 'String', group: 'step', constraints: { notEmpty: true } },
        binding: { type: 'property', name: 'calledElement' },
      },
    ],
  });
}

function template(content: object): object {
  return { $schema: SCHEMA, version: 1, entriesVisible: true, ...content };
}

function elementName(): Entry {
  return {
    ...{ label: 'Name', type: 'String', group: 'step', constraints: { notEmpty: true } },
    binding: { type: 'property', name: 'name' },
  };
}

function hidden(name: string, value: string): Entry {
  return { label: name, type: 'Hidden', group: 'step', value, binding: { type: 'property', name } };
}

function text(name: string, label: string, group: string): Entry {
  return { label, type: 'String', group, binding: { type: 'camunda:property', name: `throughline:${name}` } };
}

function choicesOf(values: readonly string[]): { name: string; value: string }[] {
  const [usual = ''] = values;
  return [{ name: `As usual (${usual})`, value: '' }, ...values.map((value) => ({ name: value, value }))];
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(FILE, `${JSON.stringify(elementTemplates(), null, 2)}\n`);
