/** Warning: an expression reads a variable that nothing in the process writes. */
import { variablesOf, variablesOfTemplate } from '../../expressions/expression.ts';
import { readCondition, readTemplate } from '../../expressions/read-template.ts';
import { findForm } from '../forms/find-form.ts';
import { readForm } from '../forms/read-form.ts';
import { PROCESS_PROPERTIES, type PropertyType, START_VARIABLES, typeOfProperty } from '../profile.ts';
import {
  attribute,
  finding,
  type ProcessSource,
  type Property,
  property,
  type Rule,
  userTasks,
} from '../source.ts';
import { propertiesOf } from './known-property.ts';

export const writtenVariable: Rule = (source) => {
  const written = writtenBy(source);
  const readers = [
    { about: source, names: ofProperties(source.properties, PROCESS_PROPERTIES) },
    ...source.flows.map((flow) => ({ about: flow, names: ofCondition(flow.condition) })),
    ...source.elements.map((element) => ({
      about: element,
      names: [
        ...ofProperties(element.properties, propertiesOf(element)),
        ...(element.type === 'userTask' && property(element, 'title') === null
          ? ofTemplate(element.name)
          : []),
        ...['assignee', 'candidateGroups', 'dueDate'].flatMap((name) => ofTemplate(attribute(element, name))),
      ],
    })),
  ];
  return readers.flatMap(({ about, names }) =>
    [...new Set(names)]
      .filter((name) => !written.has(name))
      .map((name) =>
        finding(
          about,
          `Expected a variable that the process writes, got ${name}, which stays null.`,
          'Check its spelling, or write it before: as a result or as the key of a field.',
        ),
      ),
  );
};

function writtenBy(source: ProcessSource): Set<string> {
  const results = userTasks(source).flatMap((task) => property(task, 'result') ?? []);
  const fields = userTasks(source)
    .filter((task) => attribute(task, 'formRef') !== null)
    .flatMap((task) => readForm(findForm(source, task)).items)
    .flatMap((item) => ('key' in item ? [item.key] : []));
  return new Set([...START_VARIABLES, ...results, ...fields]);
}

function ofProperties(properties: Property[], table: Record<string, PropertyType>): string[] {
  return properties
    .filter(({ name }) => typeOfProperty(table, name.replace('throughline:', '')) === 'template')
    .flatMap(({ value }) => ofTemplate(value));
}

function ofTemplate(text: string | null): string[] {
  const reading = readTemplate(text ?? '');
  return reading.ok ? variablesOfTemplate(reading.value) : [];
}

function ofCondition(text: string | null): string[] {
  const reading = text === null ? null : readCondition(text);
  return reading?.ok ? variablesOf(reading.value) : [];
}
