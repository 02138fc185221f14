/** What the server needs to know about a checked process before anybody runs it. */
import type { Value } from '../../../lib/protocol/index.ts';
import { invariant } from '../invariant.ts';
import type { Parameter, ProcessFacts, Schedule, StartTrigger } from '../port.ts';
import { isOurs } from './actions.ts';
import { compileAwaited } from './compile-event.ts';
import { readTranslation } from './language.ts';
import { DIRECTIONS, PARAMETER_TYPES, PROCESS_TRANSLATABLE } from './profile.ts';
import { readDefault } from './read-default.ts';
import { coded, type ProcessSource, property, type SourceElement } from './source.ts';
import { isAction, startsOf, topicOf } from './subset.ts';
import { commaList, isConstant, isCron, plainCron } from './values.ts';

/** The facts of a checked process. */
export function factsOf(source: ProcessSource): ProcessFacts {
  return {
    key: source.id,
    name: source.name ?? source.id,
    description: property(source, 'description') ?? source.documentation,
    ...whereWritten('names', textsOf(source, 'name')),
    ...whereWritten('descriptions', textsOf(source, 'description')),
    recordTypes: recordTypesOf(source),
    recordParameter: property(source, 'record-parameter'),
    parameters: coded(source, 'parameter').map(({ code, label }) => parameterOf(source, code, label)),
    starts: startsOf(source).map((start) => triggerOf(source, start)),
    quickLaunch: property(source, 'quick-launch') === 'true',
    userRights: property(source, 'user-rights') === 'true',
    elements: source.elements.map((element) => ({
      id: element.id,
      name: nameOf(element),
      type: element.type,
      kind: kindOf(element),
      parent: element.parent,
    })),
    calls: callsOf(source),
  };
}

/** A text of the process by language (`throughline:de:name`). */
function textsOf({ properties }: ProcessSource, of: string): Record<string, string> {
  return Object.fromEntries(
    properties.flatMap(({ name, value }) => {
      const read = readTranslation(name, PROCESS_TRANSLATABLE);
      return read?.of === of ? [[read.language, value.trim()] as const] : [];
    }),
  );
}

function whereWritten<Name extends string>(name: Name, texts: Record<string, string>) {
  return Object.keys(texts).length > 0 ? { [name]: texts } : {};
}

const nameOf = ({ name, id }: { name: string | null; id: string }) => name?.trim() || id;

function recordTypesOf(source: ProcessSource): string[] {
  const types = source.properties
    .filter(({ name }) => name === 'throughline:record')
    .flatMap(({ value }) => commaList(value));
  return [...new Set(types)];
}

function parameterOf(source: ProcessSource, name: string, written: string): Parameter {
  const type = PARAMETER_TYPES.find((known) => known === written);
  invariant(type, `a type of the parameter ${name} in a checked process`);
  const preset = property(source, `parameter-default:${name}`);
  const direction = property(source, `parameter-direction:${name}`);
  return {
    name,
    label: property(source, `parameter-label:${name}`) ?? name,
    type,
    direction: DIRECTIONS.find((known) => known === direction) ?? 'in',
    required: property(source, `parameter-required:${name}`) === 'true',
    default: preset === null ? null : defaultOf(type, preset),
  };
}

function defaultOf(type: Parameter['type'], text: string): Value {
  const reading = readDefault(type, text);
  invariant(reading !== null, `a default of type ${type} in a checked process`);
  return reading.value;
}

function triggerOf(source: ProcessSource, start: SourceElement): StartTrigger {
  return { element: start.id, name: nameOf(start), on: triggered(source, start) };
}

function triggered(source: ProcessSource, start: SourceElement): StartTrigger['on'] {
  const event = compileAwaited(source, start);
  switch (event?.kind) {
    case undefined:
      return { kind: 'none' };
    case 'timer':
      return { kind: 'timer', schedule: scheduleOf(start) };
    case 'message':
    case 'signal':
      return { kind: event.kind, name: event.name.join('') };
    case 'record':
      return {
        kind: 'record',
        on: {
          event: event.event,
          type: event.recordType.join(''),
          id: null,
          fields: event.fields,
          filter: event.filter,
        },
      };
    case 'error':
      invariant(false, 'no error that starts a checked process');
  }
}

function scheduleOf(start: SourceElement): Schedule {
  const timer = start.events[0]?.timers[0];
  invariant(timer, `a time on ${start.id} in a checked process`);
  const cron = timer.kind === 'cycle' && isCron(timer.value);
  return {
    kind: cron ? 'cron' : timer.kind,
    expression: cron ? plainCron(timer.value) : timer.value,
    timeZone: property(start, 'time-zone') ?? 'UTC',
    validFrom: property(start, 'valid-from'),
    validUntil: property(start, 'valid-until'),
    misfire: property(start, 'misfire') === 'skip' ? 'skip' : 'run-once',
  };
}

/** The kind of a user step, the action of a system step, or the topic of somebody else's. */
function kindOf(element: SourceElement): string | null {
  if (!isAction(element)) return property(element, 'kind');
  const topic = topicOf(element) ?? '';
  return isOurs(topic) ? topic.slice(topic.indexOf(':') + 1) : topic;
}

function callsOf({ elements }: ProcessSource): string[] {
  const calls = elements.flatMap(({ type, called }) =>
    type === 'callActivity' && called !== null && isConstant(called) ? [called] : [],
  );
  return [...new Set(calls)];
}
