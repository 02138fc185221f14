/** From the text of a file to a case: the same for the designer and the server. */
import { CaseDefinition } from './definition.ts';
import type { CaseFinding } from './findings.ts';
import { checkCase } from './rules.ts';
import { memberOf, unfitMembers } from './unfit-member.ts';

export type CaseReading =
  | { ok: true; definition: CaseDefinition }
  /** `definition` null: the text is built so that there is none. */
  | { ok: false; definition: CaseDefinition | null; findings: CaseFinding[] };

/** Reads and checks the text of a `.case.json` file; never throws for a bad one. */
export function readCase(text: string): CaseReading {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (fault) {
    return unbuilt([
      { code: 'unreadable', stage: null, step: null, details: { fault: (fault as Error).message } },
    ]);
  }
  return readCaseDocument(document);
}

/** The same for what has been JSON. */
export function readCaseDocument(document: unknown): CaseReading {
  const reading = CaseDefinition.safeParse(document);
  if (!reading.success) {
    return unbuilt(
      reading.error.issues.flatMap((issue) =>
        unfitMembers(document, issue).map((found) => ({ ...found, ...placeOf(document, issue.path) })),
      ),
    );
  }
  const findings = checkCase(reading.data);
  return findings.length === 0
    ? { ok: true, definition: reading.data }
    : { ok: false, definition: reading.data, findings };
}

const unbuilt = (findings: CaseFinding[]): CaseReading => ({ ok: false, definition: null, findings });

/** The ids of the stage and the step around a fault, as far as they can be read. */
function placeOf(document: unknown, path: readonly PropertyKey[]) {
  const idAt = (depth: number) => {
    const thing = path.slice(0, depth).reduce<unknown>(memberOf, document);
    const id = path.length >= depth ? memberOf(thing, 'id') : undefined;
    return typeof id === 'string' ? id : null;
  };
  if (path[0] !== 'stages') return { stage: null, step: null };
  return { stage: idAt(2), step: path[2] === 'steps' ? idAt(4) : null };
}
