/** Takes the process out of BPMN XML: the only file that knows how bpmn-moddle presents it. */
import { BpmnModdle, type ModdleElement, type ModdleWarning } from 'bpmn-moddle';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };
import type { Finding } from '../model.ts';
import { finding, type ProcessSource, type Property, type SourceElement, type SourceFlow } from './source.ts';

export type ReadOutcome =
  | { ok: true; source: ProcessSource; warnings: Finding[] }
  | { ok: false; findings: Finding[] };

/** Knows the schemas of BPMN and of Camunda's attributes; keeps nothing of what it reads. */
const moddle = new BpmnModdle({ camunda });

/** The largest file that is read; a process drawn by a person has a few dozen kilobytes. */
const MAX_XML = 2_000_000;

/** Child elements that describe and do not change what is executed. */
const DESCRIPTIVE = new Set(['documentation', 'extensionElements', 'incoming', 'outgoing', 'default']);
const PLAIN_FIELDS = new Set(['id', 'name', '$type', '$attrs', '$parent', '$descriptor', '$model']);

/** Reads a BPMN file. A file that cannot be read gives findings. */
export async function readXml(xml: string, forms: Record<string, unknown>): Promise<ReadOutcome> {
  if (xml.length > MAX_XML) return refused('a file', `of at most ${MAX_XML} characters, got ${xml.length}`);
  let document: { rootElement: ModdleElement; warnings: ModdleWarning[] };
  try {
    document = await moddle.fromXML(xml);
  } catch (fault) {
    const reason = fault instanceof Error ? firstLine(fault.message) : String(fault);
    return refused('BPMN 2.0 XML', `got a file that cannot be read: ${reason}`);
  }
  const findings = document.warnings.flatMap(lostContent);
  const executable = list(document.rootElement.rootElements).filter(
    (root) => root.$type === 'bpmn:Process' && root.isExecutable === true,
  );
  const [process, ...others] = executable;
  if (process === undefined || others.length > 0) findings.push(notOne(executable));
  if (process === undefined || findings.length > 0) return { ok: false, findings };
  return {
    ok: true,
    source: readProcess(process, forms),
    warnings: document.warnings.flatMap(unknownAttribute),
  };
}

function refused(expected: string, got: string): ReadOutcome {
  const problem = `Expected ${expected} ${got}.`.replace(' got a', ', got a').replace(',,', ',');
  return {
    ok: false,
    findings: [finding(null, problem, 'Save the process again in Camunda Modeler and deploy that file.')],
  };
}

function notOne(executable: ModdleElement[]): Finding {
  const names = executable.map(({ id }) => String(id)).join(', ') || 'none';
  return finding(
    null,
    `Expected exactly one executable process in the file, got ${names}.`,
    'Tick "Executable" on one process and put others into files of their own.',
  );
}

/** What the file says and the parser could not keep: dropping it would change the process. */
function lostContent({ message, property, value, element }: ModdleWarning): Finding[] {
  if (message.startsWith('unknown attribute')) return [];
  if (property?.startsWith('bpmndi:')) return [];
  const about = element === undefined ? null : { id: text(element.id) ?? '', name: text(element.name) };
  if (property !== undefined)
    return [
      finding(
        about?.id ? about : null,
        `Expected an element with the id ${value}, which ${property.replace('bpmn:', '')} refers to, got none.`,
        'Connect the flow to an element at both ends or delete it.',
      ),
    ];
  return [
    finding(null, `Expected BPMN 2.0 elements, got ${firstLine(message)}.`, 'Delete what is not BPMN.'),
  ];
}

function unknownAttribute({ message, element }: ModdleWarning): Finding[] {
  if (!message.startsWith('unknown attribute')) return [];
  const about = element === undefined ? null : { id: text(element.id) ?? '', name: text(element.name) };
  return [
    finding(
      about,
      `Expected attributes that engines know, got ${message}.`,
      'Delete it, or correct its spelling.',
    ),
  ];
}

function readProcess(process: ModdleElement, forms: Record<string, unknown>): ProcessSource {
  const nodes = list(process.flowElements);
  const flows = nodes.filter(({ $type }) => $type === 'bpmn:SequenceFlow').map(readFlow);
  const elements = nodes
    .filter(({ $type }) => $type !== 'bpmn:SequenceFlow')
    .map((node) => readElement(node, flows));
  const documentation = list(process.documentation).map((entry) => text(entry.text) ?? '');
  return {
    ...described(process),
    documentation: documentation.join('\n').trim() || null,
    elements,
    flows,
    forms,
  };
}

function readFlow(node: ModdleElement): SourceFlow {
  const condition = record(node.conditionExpression);
  return {
    ...described(node),
    source: reference(node.sourceRef),
    target: reference(node.targetRef),
    condition: condition === null ? null : (text(condition.body) ?? ''),
    language: condition === null ? null : (text(condition.language) ?? text(condition.resource)),
  };
}

function readElement(node: ModdleElement, flows: SourceFlow[]): SourceElement {
  const base = described(node);
  return {
    ...base,
    type: localName(node.$type),
    parts: partsOf(node),
    incoming: flows.filter(({ target }) => target === base.id),
    outgoing: flows.filter(({ source }) => source === base.id),
    defaultFlow: reference(node.default),
  };
}

/** Everything inside the element that is not description: loop markers, event definitions, data. */
function partsOf(node: ModdleElement): string[] {
  return Object.keys(node)
    .filter((key) => !PLAIN_FIELDS.has(key) && !DESCRIPTIVE.has(key))
    .flatMap((key) => {
      const value = node[key];
      if (Array.isArray(value)) return list(value).map(({ $type }) => localName($type));
      return record(value) === null ? [] : [localName(String(record(value)?.$type))];
    });
}

function described(node: ModdleElement) {
  const extensions = list(record(node.extensionElements)?.values);
  return {
    id: text(node.id) ?? '',
    name: text(node.name),
    attributes: camundaAttributes(node),
    properties: extensions.filter(({ $type }) => $type === 'camunda:Properties').flatMap(readProperties),
    extensions: extensions.map(({ $type }) => $type).filter((type) => type !== 'camunda:Properties'),
  };
}

/** Modelers write an empty value for a field of a template that is left empty: it counts as not given. */
function readProperties(properties: ModdleElement): Property[] {
  return list(properties.values)
    .map((entry) => ({ name: text(entry.name) ?? '', value: text(entry.value) ?? '' }))
    .filter(({ value }) => value.trim() !== '');
}

function camundaAttributes(node: ModdleElement): Record<string, string> {
  const known = (node.$descriptor?.properties ?? [])
    .filter(({ ns }) => ns.prefix === 'camunda' && Object.hasOwn(node, ns.localName))
    .map(({ ns }) => [ns.localName, String(node[ns.localName])] as const);
  const foreign = Object.entries(node.$attrs ?? {})
    .filter(([name]) => name.startsWith('camunda:'))
    .map(([name, value]) => [name.slice('camunda:'.length), value] as const);
  return Object.fromEntries([...known, ...foreign].filter(([, value]) => value.trim() !== ''));
}

const localName = (type: string) => {
  const name = type.replace(/^.*:/, '');
  return name.charAt(0).toLowerCase() + name.slice(1);
};

const firstLine = (message: string) => message.split('\n', 1)[0] ?? '';

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const record = (value: unknown): ModdleElement | null =>
  typeof value === 'object' && value !== null && '$type' in value ? (value as ModdleElement) : null;

const list = (value: unknown): ModdleElement[] =>
  Array.isArray(value) ? value.flatMap((entry) => record(entry) ?? []) : [];

const reference = (value: unknown): string | null => text(record(value)?.id);
