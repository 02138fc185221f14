/** The files of a design: what is exported, checked and deployed is the very same text. */
import { CASE_FILE, CaseDefinition } from '../../../../lib/cases/definition.ts';
import type { CaseFinding } from '../../../../lib/cases/findings.ts';
import { readCase } from '../../../../lib/cases/read-case.ts';
import { writeCase } from '../../../../lib/cases/write-case.ts';
import type { DefinitionView, SourceFile } from '../../../../lib/protocol/index.ts';
import { formNames } from '../../form-names.ts';
import type { Design } from './model/design.ts';

export function fileOf({ definition }: Design): SourceFile {
  return { name: `${definition.key}${CASE_FILE}`, text: writeCase(definition) };
}

/** The case with those forms that its steps name. */
export function filesOf(design: Design): SourceFile[] {
  const named = new Set(design.definition.stages.flatMap(({ steps }) => steps.map(({ form }) => form)));
  return [fileOf(design), ...design.forms.filter((form) => formNames(form).some((name) => named.has(name)))];
}

export type Opened = { design: Design } | { findings: CaseFinding[] };

/** Reads files that somebody gave; what is no case at all has findings instead. */
export function openFiles(files: readonly SourceFile[]): Opened {
  const file = files.find(({ name }) => /\.json$/i.test(name));
  const reading = readCase(file?.text ?? '');
  if (reading.definition === null) return { findings: reading.ok ? [] : reading.findings };
  return { design: { definition: reading.definition, forms: files.filter(isForm) } };
}

/** What was deployed; null: it is no case. */
export function openDeployed({ case: text, forms }: DefinitionView): Design | null {
  const parsed = text === null ? null : CaseDefinition.safeParse(JSON.parse(text));
  return parsed?.success ? { definition: parsed.data, forms } : null;
}

const isForm = ({ name }: SourceFile) => /\.form$/i.test(name);
