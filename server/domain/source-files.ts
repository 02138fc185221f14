/** Files as administrators drop them: each process or case with the forms that it refers to. */
import { CASE_FILE } from '../../lib/cases/definition.ts';
import type { FileOutcome, SourceFile } from '../../lib/protocol/index.ts';
import type { Finding } from '../engine/model.ts';
import type { DeployFiles, DeployOutcome } from '../engine/port.ts';

/** One BPMN file or case with its forms. */
export interface SourceProcess {
  /** The name of the file without those of the forms. */
  file: string;
  files: DeployFiles;
}

/** What the files are: processes, and forms and others that cannot be read. */
export interface Sources {
  processes: SourceProcess[];
  refused: FileOutcome[];
}

/**
 * Sorts the files. A form is given to every process that names it as `camunda:formRef`, by its id or the name
 * of its file; folders in names do not count.
 */
export function readSources(files: readonly SourceFile[]): Sources {
  const forms: Record<string, unknown> = {};
  const refused: FileOutcome[] = [];
  for (const { name, text } of files) {
    if (isDiagram(name) || isCaseFile(name)) continue;
    const form = isForm(name) ? parseObject(text) : null;
    if (form) forms[baseName(name)] = form;
    else refused.push(isForm(name) ? refusal(name, NO_FORM) : refusal(name, NO_KNOWN_FILE));
  }
  const processes = files.flatMap(({ name, text }): SourceProcess[] => {
    if (isDiagram(name)) return [{ file: name, files: { bpmn: text, forms: formsOf(text, DIAGRAM, forms) } }];
    if (isCaseFile(name)) return [{ file: name, files: { case: text, forms: formsOf(text, CASE, forms) } }];
    return [];
  });
  return { processes, refused };
}

/** The outcome of a file that was checked and not (yet) deployed. */
export function toOutcome(file: string, outcome: DeployOutcome): FileOutcome {
  if (!outcome.ok) return refusedOutcome(file, outcome.findings);
  const { key, name } = outcome.process.facts;
  const { warnings } = outcome;
  return { file, key, name, version: null, findings: [], warnings, unchanged: false };
}

/** The outcome of a file that was refused. */
export function refusedOutcome(file: string, findings: Finding[]): FileOutcome {
  return { file, key: null, name: null, version: null, findings, warnings: [], unchanged: false };
}

const isDiagram = (name: string) => /\.bpmn(20\.xml)?$/i.test(name);
const isCaseFile = (name: string) => name.toLowerCase().endsWith(CASE_FILE);
const isForm = (name: string) => /\.(form|json)$/i.test(name);
const baseName = (name: string) => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);

/** How a file names the forms that it refers to. */
const DIAGRAM = /:formRef\s*=\s*["']([^"']*)["']/g;
const CASE = /"form"\s*:\s*"([^"]*)"/g;

function formsOf(text: string, named: RegExp, forms: Record<string, unknown>): Record<string, unknown> {
  const wanted = new Set([...text.matchAll(named)].map((match) => match[1]));
  return Object.fromEntries(
    Object.entries(forms).filter(([name, form]) => {
      const id = typeof form === 'object' && form !== null && 'id' in form ? String(form.id) : undefined;
      return wanted.has(name) || wanted.has(name.replace(/\.(form|json)$/i, '')) || wanted.has(id);
    }),
  );
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return value as Record<string, unknown>;
  } catch {
    return null;
  }
}

interface Complaint {
  problem: string;
  remedy: string;
}

const NO_FORM: Complaint = {
  problem: 'Expected a form as the Camunda form editor saves it, got text that is no JSON object.',
  remedy: 'Save the form again in the editor.',
};
const NO_KNOWN_FILE: Complaint = {
  problem: 'Expected a process (.bpmn), a case (.case.json) or a form (.form), got another file.',
  remedy: 'Leave it out.',
};

function refusal(file: string, { problem, remedy }: Complaint): FileOutcome {
  return refusedOutcome(file, [{ element: null, name: null, problem, remedy }]);
}
