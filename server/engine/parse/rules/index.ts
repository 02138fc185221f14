/** The table of rules. A finding of the first table refuses the process, one of the second is a warning. */
import type { Rule } from '../source.ts';
import { answers } from './answers.ts';
import { condition } from './condition.ts';
import { connectedFlow } from './connected-flow.ts';
import { decision } from './decision.ts';
import { dueDate } from './due-date.ts';
import { form } from './form.ts';
import { history } from './history.ts';
import { identifier } from './identifier.ts';
import { ignoredAttribute } from './ignored-attribute.ts';
import { knownKind } from './known-kind.ts';
import { knownProperty } from './known-property.ts';
import { oneStart } from './one-start.ts';
import { performer } from './performer.ts';
import { propertyValue } from './property-value.ts';
import { reachable } from './reachable.ts';
import { supportedContent } from './supported-content.ts';
import { supportedElement } from './supported-element.ts';
import { title } from './title.ts';
import { unusedResult } from './unused-result.ts';
import { writtenVariable } from './written-variable.ts';

export const RULES = {
  identifier,
  'supported-element': supportedElement,
  'supported-content': supportedContent,
  'one-start': oneStart,
  'connected-flow': connectedFlow,
  reachable,
  condition,
  decision,
  'known-property': knownProperty,
  'property-value': propertyValue,
  'known-kind': knownKind,
  title,
  performer,
  'due-date': dueDate,
  answers,
  form,
} satisfies Record<string, Rule>;

export const WARNINGS = {
  'written-variable': writtenVariable,
  'unused-result': unusedResult,
  history,
  'ignored-attribute': ignoredAttribute,
} satisfies Record<string, Rule>;
