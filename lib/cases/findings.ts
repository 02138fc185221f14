/**
 * What can be wrong with a case: a code with its details, and the English words for both. Those of other languages are in
 * `public/_locales`, as `caseFindingDuplicateStage` and `caseFindingDuplicateStageRemedy`.
 */
import { type Detail, filled } from '../protocol/index.ts';

/** Each with what is wrong and what to do about it; `{name}` is a detail of the finding. */
export const CASE_FINDINGS = {
  unreadable: {
    problem: 'Expected a case as JSON, got text that is none: {fault}.',
    remedy: 'Save the file again in the designer.',
  },
  'unfit-member': {
    problem: 'Expected {expected} at {path}, got {got}.',
    remedy: 'Correct it; docs/case.schema.json tells an editor what may stand there.',
  },
  'unknown-member': {
    problem: 'Expected only members that a case knows at {path}, got {member}.',
    remedy: 'Take it out, or correct its name; docs/case.schema.json tells an editor what there is.',
  },
  'duplicate-stage': {
    problem: 'Expected every stage to have an id of its own, got {id} twice.',
    remedy: 'Give one of the two another id.',
  },
  'duplicate-value': {
    problem: 'Expected every stage to stand for a value of its own, got "{value}" for {other} too.',
    remedy: 'Choose the value of the stage field that this stage alone stands for.',
  },
  'duplicate-step': {
    problem: 'Expected every step to have an id that no other step and no stage has, got {id} again.',
    remedy: 'Give one of them another id.',
  },
  'no-final-stage': {
    problem: 'Expected a stage that ends the case, got none.',
    remedy: 'Mark the last stage as a successful or an unsuccessful end.',
  },
  'stage-unreachable': {
    problem: 'Expected a way from {first} to this stage, got none.',
    remedy: 'Name it among the stages that may follow another one, or take it out.',
  },
  'stage-endless': {
    problem: 'Expected a way from this stage to one that ends the case, got none.',
    remedy: 'Name a stage that may follow it.',
  },
  'next-unknown': {
    problem: 'Expected a stage of the case among those that may follow, got {id}.',
    remedy: 'Name one that exists, or take it out.',
  },
  'next-earlier': {
    problem: 'Expected a stage further along the bar among those that may follow, got {id}.',
    remedy: 'Name it among those that one may go back to, or move it along the bar.',
  },
  'previous-unknown': {
    problem: 'Expected a stage of the case among those that one may go back to, got {id}.',
    remedy: 'Name one that exists, or take it out.',
  },
  'previous-later': {
    problem: 'Expected an earlier stage among those that one may go back to, got {id}.',
    remedy: 'Name it among those that may follow, or move it to the front of the bar.',
  },
  'group-unknown': {
    problem: 'Expected the stage of the case whose place on the bar it shares, got {id}.',
    remedy: 'Name one that exists, or give the stage a place of its own.',
  },
  'group-chained': {
    problem:
      'Expected the leading stage of a group to have its own place on the bar, got {id}, which shares another.',
    remedy: 'Group it with the leading stage directly.',
  },
  'group-across-ends': {
    problem: 'Expected stages that share a place all to end the case, or none of them, got {id} beside it.',
    remedy: 'Group stages that end the case with each other only.',
  },
  'group-apart': {
    problem: 'Expected the stages of a group to stand side by side, got another one between this and {id}.',
    remedy: 'Move them together.',
  },
  'advance-without-target': {
    problem: 'Expected the stage that the case goes on to by itself, got none.',
    remedy: 'Choose one of those that may follow, or let people move it.',
  },
  'advance-with-target': {
    problem: 'Expected no stage to go on to where only people move the case, got {id}.',
    remedy: 'Say when it goes on by itself, or take the stage out.',
  },
  'advance-not-next': {
    problem: 'Expected the case to go on to a stage that may follow this one, got {id}.',
    remedy: 'Choose one of those that may follow.',
  },
  'advance-without-steps': {
    problem: 'Expected a step whose completion moves the case on by itself, got none.',
    remedy: 'Add a step that counts, or let people move it.',
  },
  'condition-on-stage': {
    problem: 'Expected the case to be chosen by a field of its own, got {field}, which holds the stage.',
    remedy: 'Choose another field, or leave the condition out.',
  },
  'condition-twice': {
    problem: 'Expected every value of the condition once, got "{value}" twice.',
    remedy: 'Take one of them out.',
  },
  'after-unknown': {
    problem: 'Expected a step of the same stage to begin after, got {id}.',
    remedy: 'Choose a step of this stage, or let it begin with the stage.',
  },
  'after-circle': {
    problem: 'Expected the steps before this one to begin with the stage, got a circle through {id}.',
    remedy: 'Let one of them begin with the stage.',
  },
  'performer-missing': {
    problem: 'Expected a user or a role that performs the step, got none.',
    remedy: 'Name one of them, for example {example}.',
  },
  'performer-twice': {
    problem: 'Expected a user or a role that performs the step, got both.',
    remedy: 'Keep one of them.',
  },
  'manager-of-role': {
    problem: 'Expected a user whose manager performs the step, got a role.',
    remedy: 'Name the user, or let the role perform it.',
  },
  'performer-needless': {
    problem: 'Expected no performer on a step that runs another process, got one.',
    remedy: 'Take it out; the steps of that process have their own.',
  },
  'process-missing': {
    problem: 'Expected the key of the process that the step runs, got none.',
    remedy: 'Choose a process.',
  },
  'process-circular': {
    problem: 'Expected another process, got the case itself.',
    remedy: 'Choose another process.',
  },
  'member-needless': {
    problem: 'Expected {member} only on steps that have one, got it on {kind}.',
    remedy: 'Take it out.',
  },
  'property-reserved': {
    problem: 'Expected the case itself to say this, got the property {property}.',
    remedy: 'Take it out; the step has a member for it.',
  },
  'result-variable-missing': {
    problem: 'Expected the variable of the process that holds its result, got none.',
    remedy: 'Name an outgoing parameter of the process, or take the rules out.',
  },
  'result-unknown': {
    problem: 'Expected a result that the step can have ({known}), got "{result}".',
    remedy: 'Choose one of them, or take the rule out.',
  },
  'result-twice': {
    problem: 'Expected one rule for each result, got two for "{result}".',
    remedy: 'Keep one of them; the first would count.',
  },
  'result-of-nothing': {
    problem: 'Expected a step with a result, got an e-mail that is sent by itself.',
    remedy: 'Name who sends it, or take the rules out.',
  },
  'result-stage-unknown': {
    problem: 'Expected a stage of the case for the result "{result}", got {id}.',
    remedy: 'Choose one that exists.',
  },
  'result-stage-closed': {
    problem: 'Expected a stage that the record may go to from here for the result "{result}", got {id}.',
    remedy: 'Choose one that may follow or that one may go back to.',
  },

  // Only the CRM tells: while a case is tried.
  'field-missing': {
    problem: 'Expected {type} to have the field {field}, got none.',
    remedy: 'Choose one of: {known}.',
  },
  'field-read-only': {
    problem: 'Expected a field that can be written, got {field}, which the CRM sets itself.',
    remedy: 'Choose another one.',
  },
  'value-unknown': {
    problem: 'Expected for {stage} a value that {field} can have ({known}), got {value}.',
    remedy: 'Choose one of them.',
  },
  'record-elsewhere': {
    problem: 'Expected the record to be in one of the stages ({known}), got {value} in {field}.',
    remedy: 'Add a stage for it, or choose another record.',
  },
  'record-gone': {
    problem: 'Expected a record that the CRM shows, got none with the id {id}.',
    remedy: 'Choose another one.',
  },
  'crm-apart': {
    problem: 'Expected a connection to the CRM {system}, got none.',
    remedy: 'Connect it, or try the case in the CRM itself.',
  },
  'crm-silent': {
    problem: 'Expected the CRM {system} to answer, got {fault}.',
    remedy: 'Check its connection and try again.',
  },
} as const satisfies Record<string, { problem: string; remedy: string }>;

export type CaseFindingCode = keyof typeof CASE_FINDINGS;

/** One thing that is wrong with a case. Pages have its words in the language of the reader, by its code. */
export interface CaseFinding {
  code: CaseFindingCode;
  /** Where; null: the case as a whole. */
  stage: string | null;
  step: string | null;
  details: Record<string, Detail>;
}

/** The English words of a finding, for the author of a file. */
export function describeFinding({ code, details }: Pick<CaseFinding, 'code' | 'details'>): {
  problem: string;
  remedy: string;
} {
  const { problem, remedy } = CASE_FINDINGS[code];
  return { problem: filled(problem, details), remedy: filled(remedy, details) };
}

/** Whether this version has words for a code: a newer server may know more. */
export function isFindingCode(code: string): code is CaseFindingCode {
  return Object.hasOwn(CASE_FINDINGS, code);
}
