/**
 * The settings of a kind of step: which there are, how they are grouped and what can be chosen stand in the element templates
 * that authors of processes use too. Their words are among the texts.
 */
import templates from '../../../../../docs/element-templates/throughline.json' with { type: 'json' };
import type { CaseStepKind } from '../../../../../lib/cases/definition.ts';

export interface Parameter {
  /** The property, without the prefix. */
  readonly name: string;
  readonly group: string;
  readonly type: 'line' | 'text' | 'choice';
  /** The values of a choice; the empty one is as usual. */
  readonly values: readonly string[];
}

interface Entry {
  type: string;
  group?: string;
  binding: { name: string };
  choices?: { value: string }[];
}

const PREFIX = 'throughline:';
/** What a case says by members of its own, and what follows a step in a diagram. */
const SAID_ELSEWHERE: readonly string[] = ['kind', 'result', 'performer-manager', 'background'];

const groupOf = (property: string) => property.slice(0, property.indexOf(':') + 1);

const all = new Map(
  templates.map(({ id, properties }) => [id.replace('throughline.', ''), parametersIn(properties)] as const),
);

const coded = new Map(
  templates.map(
    ({ id, properties }) =>
      [
        id.replace('throughline.', ''),
        new Set(ours(properties).flatMap((name) => (name.includes(':') ? [groupOf(name)] : []))),
      ] as const,
  ),
);

/** The settings of a kind of step that have a name of their own; those with a code are the author's. */
export function parametersOf(kind: CaseStepKind): readonly Parameter[] {
  return all.get(kind) ?? [];
}

/** Whether steps of this kind have the property: also of a group with codes, as `answer:yes`. */
export function hasProperty(kind: CaseStepKind, property: string): boolean {
  return parametersOf(kind).some(({ name }) => name === property) || codedOf(kind).has(groupOf(property));
}

function codedOf(kind: CaseStepKind): ReadonlySet<string> {
  return coded.get(kind) ?? new Set();
}

function ours(properties: readonly Entry[]): string[] {
  return properties.flatMap(({ binding: { name } }) =>
    name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [],
  );
}

function parametersIn(properties: readonly Entry[]): Parameter[] {
  return properties.flatMap(({ type, group = 'step', binding, choices = [] }) => {
    const name = binding.name.slice(PREFIX.length);
    if (!binding.name.startsWith(PREFIX) || name.includes(':') || SAID_ELSEWHERE.includes(name)) return [];
    const shown = type === 'Dropdown' ? 'choice' : type === 'Text' ? 'text' : 'line';
    return [{ name, group, type: shown, values: choices.map(({ value }) => value) }];
  });
}
