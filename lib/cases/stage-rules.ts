/** What must fit together between the stages of a case (behaviour 8.3). */
import { courseOf, reachableFrom, stageOf } from './courses.ts';
import type { CaseDefinition, CaseStage } from './definition.ts';
import type { CaseFinding, CaseFindingCode } from './findings.ts';

type Details = Record<string, string>;
export type CaseRule = (definition: CaseDefinition) => CaseFinding[];

const at = ({ id }: CaseStage, code: CaseFindingCode, details: Details = {}): CaseFinding => ({
  ...{ code, stage: id, step: null, details },
});
const ofCase = (code: CaseFindingCode, details: Details = {}): CaseFinding => ({
  ...{ code, stage: null, step: null, details },
});

/** The first place of what stands in a list before. */
const repeated = <Item>(items: readonly Item[], same: (one: Item, other: Item) => boolean) =>
  items.flatMap((item, place) => {
    const first = items.slice(0, place).find((other) => same(item, other));
    return first === undefined ? [] : [{ item, first }];
  });

export const distinctStages: CaseRule = ({ stages }) =>
  repeated(stages, (one, other) => one.id === other.id).map(({ item }) =>
    at(item, 'duplicate-stage', { id: item.id }),
  );

export const distinctValues: CaseRule = ({ stages }) =>
  repeated(stages, (one, other) => one.value === other.value).map(({ item, first }) =>
    at(item, 'duplicate-value', { value: item.value, other: first.name }),
  );

export const hasEnd: CaseRule = ({ stages }) =>
  stages.some(({ end }) => end !== null) ? [] : [ofCase('no-final-stage')];

/** A record comes to every stage, and from every stage to an end. */
export const connectedStages: CaseRule = (definition) => {
  const { stages } = definition;
  const [first] = stages;
  if (!first) return [];
  const reached = reachableFrom(definition, first.id);
  const ends = stages.filter(({ end }) => end !== null).map(({ id }) => id);
  return stages.flatMap((stage) => {
    if (!reached.has(stage.id)) return [at(stage, 'stage-unreachable', { first: first.name })];
    const on = reachableFrom(definition, stage.id);
    return ends.length === 0 || ends.some((end) => on.has(end)) ? [] : [at(stage, 'stage-endless')];
  });
};

export const neighbours: CaseRule = (definition) => {
  const place = new Map(definition.stages.map(({ id }, index) => [id, index]));
  return definition.stages.flatMap((stage, here) => {
    const complaints = (
      ids: string[] | null,
      unknown: CaseFindingCode,
      wrong: CaseFindingCode,
      way: 1 | -1,
    ) =>
      (ids ?? []).flatMap((id) => {
        const there = place.get(id);
        if (there === undefined) return [at(stage, unknown, { id })];
        return (there - here) * way > 0 ? [] : [at(stage, wrong, { id })];
      });
    return [
      ...complaints(stage.next, 'next-unknown', 'next-earlier', 1),
      ...complaints(stage.previous, 'previous-unknown', 'previous-later', -1),
    ];
  });
};

/** Stages in one slot are alternatives: the leading one has the slot, and all of them end the case or none does. */
export const groups: CaseRule = (definition) => {
  const { stages } = definition;
  return stages.flatMap((stage, here) => {
    const { group } = stage;
    if (group === null) return [];
    const leader = stageOf(definition, group);
    if (!leader || leader === stage) return [at(stage, 'group-unknown', { id: group })];
    if (leader.group !== null) return [at(stage, 'group-chained', { id: group })];
    if ((leader.end === null) !== (stage.end === null))
      return [at(stage, 'group-across-ends', { id: group })];
    const there = stages.indexOf(leader);
    const between = stages.slice(Math.min(here, there) + 1, Math.max(here, there));
    return between.every((other) => other.group === group) ? [] : [at(stage, 'group-apart', { id: group })];
  });
};

/** The automatic transition of a stage has a condition that can come true, and leads where people may go too. */
export const advances: CaseRule = (definition) =>
  definition.stages.flatMap((stage) => {
    const { when, to } = stage.advance;
    if (when === 'manual') return to === null ? [] : [at(stage, 'advance-with-target', { id: to })];
    const counted = when === 'all' ? stage.steps : stage.steps.filter(({ required }) => required);
    const idle = counted.length === 0 ? [at(stage, 'advance-without-steps')] : [];
    if (to === null) return [...idle, at(stage, 'advance-without-target')];
    const ahead = isAhead(definition, stage, to);
    return ahead ? idle : [...idle, at(stage, 'advance-not-next', { id: to })];
  });

/** Also to an unsuccessful end, where the stage names it among those that may follow. */
function isAhead(definition: CaseDefinition, stage: CaseStage, to: string): boolean {
  const course = courseOf(definition, stage.id, to);
  return course === 'forward' || (course === 'out' && (stage.next === null || stage.next.includes(to)));
}

export const condition: CaseRule = ({ condition: chosen, stageField }) => {
  if (chosen === null) return [];
  const { field, values } = chosen;
  const twice = repeated(values, (one, other) => one === other);
  return [
    ...(field === stageField ? [ofCase('condition-on-stage', { field })] : []),
    ...twice.map(({ item }) => ofCase('condition-twice', { value: item })),
  ];
};
