/** Turns a checked service task, send task or thrown message into what a worker carries out. */
import type { ActionPlan, Mapping } from '../definition.ts';
import { invariant } from '../invariant.ts';
import { DEFAULT_RETRIES, isOurs } from './actions.ts';
import { checkedTemplate } from './checked.ts';
import { type PropertyType, typeOfProperty } from './profile.ts';
import { coded, property, type SourceElement } from './source.ts';
import { systemActionOf, topicOf } from './subset.ts';

/** The plan of an action. */
export function compileAction(element: SourceElement): ActionPlan {
  const topic = topicOf(element);
  invariant(topic, `a topic on ${element.id} in a checked process`);
  return {
    topic,
    settings: settingsOf(element),
    outputs: Object.fromEntries(coded(element, 'output').map(({ code, label }) => [code, label])),
    all: !isOurs(topic),
    attempts: Number(property(element, 'retries') ?? DEFAULT_RETRIES) + 1,
  };
}

function settingsOf(element: SourceElement): Mapping[] {
  const action = systemActionOf(element);
  if (action === null) return [];
  const types = Object.fromEntries(Object.entries(action.settings).map(([name, { type }]) => [name, type]));
  const given = element.properties
    .map(({ name, value }) => ({ name: name.replace('throughline:', ''), value }))
    .flatMap(({ name, value }) => {
      const type = typeOfProperty(types, name);
      return type === null ? [] : [{ name, value: isTemplate(type) ? checkedTemplate(value) : [value] }];
    });
  const message = element.events[0]?.reference?.name ?? null;
  if (!('message' in types) || message === null || given.some(({ name }) => name === 'message')) return given;
  return [{ name: 'message', value: checkedTemplate(message) }, ...given];
}

const isTemplate = (type: PropertyType): boolean => type === 'template' || type === 'record-type';
