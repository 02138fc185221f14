/** The table of rules. A finding of the first table refuses the process, one of the second is a warning. */
import type { Rule } from '../source.ts';
import { absentStarter } from './absent-starter.ts';
import { action } from './action.ts';
import { activity } from './activity.ts';
import { answers } from './answers.ts';
import { approval } from './approval.ts';
import { boundary } from './boundary.ts';
import { callActivity } from './call-activity.ts';
import { condition } from './condition.ts';
import { connectedFlow } from './connected-flow.ts';
import { decision } from './decision.ts';
import { dueDate } from './due-date.ts';
import { editPage } from './edit-page.ts';
import { email } from './email.ts';
import { event } from './event.ts';
import { eventGateway } from './event-gateway.ts';
import { foreignTopic } from './foreign-topic.ts';
import { form } from './form.ts';
import { history } from './history.ts';
import { identifier } from './identifier.ts';
import { ignoredAttribute } from './ignored-attribute.ts';
import { knownKind } from './known-kind.ts';
import { knownProperty } from './known-property.ts';
import { link } from './link.ts';
import { mapping } from './mapping.ts';
import { multiInstance } from './multi-instance.ts';
import { otherEngines } from './other-engines.ts';
import { parameter } from './parameter.ts';
import { performer } from './performer.ts';
import { propertyValue } from './property-value.ts';
import { reachable } from './reachable.ts';
import { recordEvent } from './record-event.ts';
import { starts } from './starts.ts';
import { starvingJoin } from './starving-join.ts';
import { subProcess } from './sub-process.ts';
import { supportedContent } from './supported-content.ts';
import { supportedElement } from './supported-element.ts';
import { timer } from './timer.ts';
import { title } from './title.ts';
import { translation } from './translation.ts';
import { unusedOutput } from './unused-output.ts';
import { unusedResult } from './unused-result.ts';
import { userRights } from './user-rights.ts';
import { writtenVariable } from './written-variable.ts';

export const RULES = {
  identifier,
  'supported-element': supportedElement,
  'supported-content': supportedContent,
  starts,
  event,
  timer,
  'record-event': recordEvent,
  'sub-process': subProcess,
  boundary,
  link,
  'event-gateway': eventGateway,
  'multi-instance': multiInstance,
  'connected-flow': connectedFlow,
  reachable,
  condition,
  decision,
  'known-property': knownProperty,
  'property-value': propertyValue,
  'known-kind': knownKind,
  title,
  translation,
  performer,
  'due-date': dueDate,
  activity,
  answers,
  approval,
  'edit-page': editPage,
  email,
  form,
  action,
  mapping,
  'call-activity': callActivity,
  parameter,
} satisfies Record<string, Rule>;

export const WARNINGS = {
  'written-variable': writtenVariable,
  'unused-result': unusedResult,
  'absent-starter': absentStarter,
  'user-rights': userRights,
  'starving-join': starvingJoin,
  'unused-output': unusedOutput,
  'foreign-topic': foreignTopic,
  'other-engines': otherEngines,
  history,
  'ignored-attribute': ignoredAttribute,
} satisfies Record<string, Rule>;
