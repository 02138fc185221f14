/** Which variables the parts of a process write and read, as far as the file tells. */
import { variablesWrittenBy } from '../../../lib/forms/containers.ts';
import {
  type Expression,
  type Reading,
  variablesOf,
  variablesOfTemplate,
} from '../expressions/expression.ts';
import { readCondition, readTemplate } from '../expressions/read-template.ts';
import { buttonsOf } from './compile-page.ts';
import { propertiesOf } from './element-properties.ts';
import { findForm } from './forms/find-form.ts';
import { formVariables } from './forms/form-variables.ts';
import { readForm } from './forms/read-form.ts';
import { readTranslation } from './language.ts';
import {
  LOOP_VARIABLES,
  PROCESS_PROPERTIES,
  type PropertyType,
  START_VARIABLES,
  typeOfProperty,
} from './profile.ts';
import {
  attribute,
  coded,
  type ProcessSource,
  type Property,
  property,
  type SourceElement,
  type SourceVariable,
} from './source.ts';
import { readCardinality, readCollection } from './values.ts';

/** The variables that something in the process writes; null: a call gives out all of its own. */
export function writtenBy(source: ProcessSource): Set<string> | null {
  if (source.elements.some(({ returned }) => returned.some(({ all }) => all))) return null;
  const parameters = coded(source, 'parameter').map(({ code }) => code);
  const record = property(source, 'record-parameter');
  return new Set([
    ...START_VARIABLES,
    ...parameters,
    ...(record === null ? [] : [record]),
    ...source.elements.flatMap((element) => ofElement(source, element)),
  ]);
}

function ofElement(source: ProcessSource, element: SourceElement): string[] {
  const { loop, inputs, outputs, returned, events } = element;
  const { errorCodeVariable, errorMessageVariable } = events[0]?.attributes ?? {};
  return [
    attribute(element, 'initiator'),
    ...(element.type === 'userTask' ? [property(element, 'result'), property(element, 'comment')] : []),
    loop?.variable,
    errorCodeVariable,
    errorMessageVariable,
    ...[...inputs, ...outputs].map(({ name }) => name),
    ...returned.map(({ target }) => target),
    ...[...coded(element, 'output'), ...coded(element, 'source-output')].map(({ label }) => label),
    ...(loop === null ? [] : LOOP_VARIABLES),
    ...fieldsOf(source, element),
  ].flatMap((name) => name ?? []);
}

function fieldsOf(source: ProcessSource, element: SourceElement): string[] {
  if (element.type !== 'userTask' || attribute(element, 'formRef') === null) return [];
  const received = coded(element, 'output').map(({ code }) => code);
  return variablesWrittenBy(readForm(findForm(source, element)).items).filter(
    (name) => !received.includes(name),
  );
}

/** The variables that are read, by what reads them. */
export function readersIn(source: ProcessSource) {
  return [
    { about: source, names: ofProperties(source.properties, PROCESS_PROPERTIES) },
    ...source.flows.map((flow) => ({
      about: flow,
      names: flow.condition === null ? [] : of(readCondition(flow.condition)),
    })),
    ...source.elements.map((element) => ({
      about: element,
      names: [...readBy(element), ...formReads(source, element)],
    })),
  ];
}

/** What the expressions of a form read; rows that it adds to itself are no reading. */
function formReads(source: ProcessSource, element: SourceElement): string[] {
  if (element.type !== 'userTask' || attribute(element, 'formRef') === null) return [];
  const { items, buttons } = readForm(findForm(source, element));
  const own = [...variablesWrittenBy(items), ...coded(element, 'parameter').map(({ code }) => code)];
  return formVariables(items, buttonsOf(element, buttons)).filter((name) => !own.includes(name));
}

function readBy(element: SourceElement): string[] {
  const { loop, inputs, outputs, given, events, called } = element;
  const title = element.type === 'userTask' && property(element, 'title') === null ? element.name : null;
  const [event] = events;
  return [
    ...ofProperties(element.properties, propertiesOf(element)),
    ...[title, called, event?.reference?.name, event?.reference?.message].flatMap(ofTemplate),
    ...['assignee', 'candidateGroups', 'dueDate'].flatMap((name) => ofTemplate(attribute(element, name))),
    ...shownBy(element),
    ...[...inputs, ...outputs].flatMap(({ value }) => ofTemplate(value)),
    ...[...given, ...(event?.given ?? [])].flatMap(ofVariable),
    ...(event?.timers ?? []).flatMap(({ value }) => ofTemplate(value)),
    ...(loop?.collection == null ? [] : of(readCollection(loop.collection))),
    ...(loop?.cardinality == null ? [] : of(readCardinality(loop.cardinality))),
    ...(loop?.completion == null ? [] : of(readCondition(loop.completion))),
  ];
}

/** What an approval shows is a variable, unless a value is written down. */
function shownBy(element: SourceElement): string[] {
  const codes = coded(element, 'show').map(({ code }) => code);
  return codes.filter((code) => property(element, `show-value:${code}`) === null);
}

function ofProperties(properties: Property[], table: Record<string, PropertyType>): string[] {
  return properties
    .filter(({ name }) => {
      const type = typeOfProperty(table, readTranslation(name)?.of ?? name.replace('throughline:', ''));
      return type === 'template' || type === 'record-type';
    })
    .flatMap(({ value }) => ofTemplate(value));
}

function ofVariable({ source, expression, businessKey }: SourceVariable): string[] {
  return [...(source === null ? [] : [source]), ...ofTemplate(expression), ...ofTemplate(businessKey)];
}

function ofTemplate(text: string | null | undefined): string[] {
  const reading = readTemplate(text ?? '');
  return reading.ok ? variablesOfTemplate(reading.value) : [];
}

function of(reading: Reading<Expression>): string[] {
  return reading.ok ? variablesOf(reading.value) : [];
}
