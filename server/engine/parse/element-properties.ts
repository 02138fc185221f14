/** Which `throughline:` properties may stand on an element. */
import { ACTION_PROPERTIES } from './actions.ts';
import {
  ELEMENT_PROPERTIES,
  isSupportedKind,
  LOOP_PROPERTIES,
  type PropertyType,
  propertiesOfKind,
  RECORD_EVENT_PROPERTIES,
  SCHEDULE_PROPERTIES,
  SUPPORTED_KINDS,
} from './profile.ts';
import { property, type SourceElement } from './source.ts';
import { awaited, isAction, systemActionOf } from './subset.ts';

/** The properties that may stand on an element; with an unknown kind, those of every kind. */
export function propertiesOf(element: SourceElement): Record<string, PropertyType> {
  return {
    ...(element.type === 'endEvent' ? {} : ELEMENT_PROPERTIES),
    ...(element.loop === null ? {} : LOOP_PROPERTIES),
    ...(element.type === 'userTask' ? ofTask(element) : {}),
    ...(isAction(element) ? ofAction(element) : {}),
    ...ofEvent(element),
  };
}

function ofTask(task: SourceElement): Record<string, PropertyType> {
  const kind = property(task, 'kind');
  return isSupportedKind(kind)
    ? propertiesOfKind(kind)
    : Object.assign({}, ...SUPPORTED_KINDS.map(propertiesOfKind));
}

function ofAction(element: SourceElement): Record<string, PropertyType> {
  const settings = Object.entries(systemActionOf(element)?.settings ?? {});
  return { ...ACTION_PROPERTIES, ...Object.fromEntries(settings.map(([name, { type }]) => [name, type])) };
}

function ofEvent(element: SourceElement): Record<string, PropertyType> {
  const event = awaited(element);
  if (event?.type === 'message') return RECORD_EVENT_PROPERTIES;
  const begins = element.type === 'startEvent' && element.parent === null;
  return begins && event?.type === 'timer' ? SCHEDULE_PROPERTIES : {};
}
