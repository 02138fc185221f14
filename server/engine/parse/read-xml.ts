/** Takes the process out of BPMN XML: the entry to the files that know bpmn-moddle. */
import { BpmnModdle, type ModdleElement, type ModdleWarning } from 'bpmn-moddle';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };
import type { Finding } from '../model.ts';
import { described, list, text } from './moddle.ts';
import { readElements } from './read-elements.ts';
import { finding, type ProcessSource } from './source.ts';

export type ReadOutcome =
  | { ok: true; source: ProcessSource; warnings: Finding[] }
  | { ok: false; findings: Finding[] };

/** Knows the schemas of BPMN and of Camunda's attributes; keeps nothing of what it reads. */
const moddle = new BpmnModdle({ camunda });

/** The largest file that is read; a process drawn by a person has a few dozen kilobytes. */
const MAX_XML = 2_000_000;

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
  const reading = readProcess(process, forms);
  return reading.ok ? { ...reading, warnings: document.warnings.flatMap(unknownAttribute) } : reading;
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
        /(source|target)Ref$/.test(property)
          ? 'Connect the flow to an element at both ends or delete it.'
          : 'Choose it again in the modeler, or delete the reference.',
      ),
    ];
  if (message.startsWith('unsupported document encoding'))
    return [finding(null, `Expected a file in UTF-8, got ${firstLine(message)}.`, 'Save the file in UTF-8.')];
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

function readProcess(process: ModdleElement, forms: Record<string, unknown>): ReadOutcome {
  const { elements, flows, tooLarge } = readElements(process);
  if (tooLarge !== null)
    return {
      ok: false,
      findings: [
        finding(
          described(process),
          `Expected ${tooLarge}.`,
          'Divide it into processes that call one another.',
        ),
      ],
    };
  const documentation = list(process.documentation).map((entry) => text(entry.text) ?? '');
  const source = {
    ...described(process),
    documentation: documentation.join('\n').trim() || null,
    elements,
    flows,
    forms,
  };
  return { ok: true, source, warnings: [] };
}

const firstLine = (message: string) => message.split('\n', 1)[0] ?? '';
