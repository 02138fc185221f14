/** Turns what a checked element waits for or throws into plans. */
import type { EventPlan, Mapping, ProcessElement } from '../definition.ts';
import { invariant } from '../invariant.ts';
import { checkedTemplate, optionalTemplate } from './checked.ts';
import { compileAction } from './compile-action.ts';
import { RECORD_EVENTS } from './profile.ts';
import { type ProcessSource, property, type SourceElement, type SourceVariable } from './source.ts';
import { awaitsRecord, isAction, startsOf } from './subset.ts';
import { commaList } from './values.ts';

/** What an element waits for; null for a none start event. */
export function compileAwaited(source: ProcessSource, element: SourceElement): EventPlan | null {
  const [event] = element.events;
  if (event === undefined) return null;
  if (awaitsRecord(element)) return recordEvent(element, startsOf(source).includes(element));
  switch (event.type) {
    case 'timer': {
      const [timer] = event.timers;
      invariant(timer, `a time on ${element.id} in a checked process`);
      return { kind: 'timer', timer: timer.kind, value: checkedTemplate(timer.value) };
    }
    case 'message':
    case 'signal':
      return { kind: event.type, name: checkedTemplate(event.reference?.name ?? '') };
    case 'error':
      return {
        kind: 'error',
        code: event.reference?.code ?? null,
        codeVariable: event.attributes.errorCodeVariable ?? null,
        messageVariable: event.attributes.errorMessageVariable ?? null,
      };
    default:
      invariant(false, `an event that is waited for in a checked process, got ${event.type}`);
  }
}

/** Whose `throughline:record-id` is this waits for any record. */
export const ANY_RECORD = '*';

/** Without an id, a start event stands for any record, another one for the record of the instance. */
function recordEvent(element: SourceElement, starts: boolean): EventPlan {
  const event = RECORD_EVENTS.find((name) => name === property(element, 'record-event'));
  invariant(event, `a record event on ${element.id} in a checked process`);
  const id = property(element, 'record-id') ?? (starts || event === 'added' ? ANY_RECORD : '${recordId}');
  return {
    kind: 'record',
    event,
    recordType: checkedTemplate(property(element, 'record-type') ?? ''),
    id: id === ANY_RECORD ? null : checkedTemplate(id),
    fields: commaList(property(element, 'record-fields') ?? '').filter((field) => field !== ''),
    filter: property(element, 'record-filter'),
  };
}

type End = Extract<ProcessElement, { type: 'endEvent' }>['end'];

/** What an end event does. */
export function compileEnd(element: SourceElement): End {
  const [event] = element.events;
  if (event === undefined) return { type: 'none' };
  if (isAction(element)) return { type: 'action', action: compileAction(element) };
  switch (event.type) {
    case 'terminate':
      return { type: 'terminate' };
    case 'error':
      return {
        type: 'error',
        code: event.reference?.code ?? '',
        message: optionalTemplate(event.reference?.message ?? null),
      };
    case 'signal':
      return {
        type: 'signal',
        name: checkedTemplate(event.reference?.name ?? ''),
        variables: compileVariables(event.given),
      };
    default:
      invariant(false, `an event that ends a checked process, got ${event.type}`);
  }
}

/** The single variables of `camunda:in` and `camunda:out`. */
export function compileVariables(variables: SourceVariable[]): Mapping[] {
  return variables.flatMap(({ source, expression, target }) => {
    if (target === null) return [];
    if (source !== null) return [{ name: target, value: [{ type: 'variable' as const, name: source }] }];
    return expression === null ? [] : [{ name: target, value: checkedTemplate(expression) }];
  });
}
