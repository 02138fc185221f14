/** What the settings of steps are called. */
import { type MessageKey, text } from '../../../../../components/text.ts';

interface Words {
  label: MessageKey;
  help?: MessageKey;
}

const TEMPLATE: MessageKey = 'settingTemplate';
const ADDRESSES: MessageKey = 'settingAddresses';
const OF_RECORD: MessageKey = 'settingOfRecord';

/** How a variable is written in a text. */
export const VARIABLE_SIGN = `\${…}`;

/** By the name of the property. */
export const SETTINGS: Record<string, Words> = {
  title: { label: 'settingTitle', help: 'settingTitleHelp' },
  hint: { label: 'settingHint', help: TEMPLATE },
  question: { label: 'settingQuestion', help: TEMPLATE },
  recommendation: { label: 'settingRecommendation', help: TEMPLATE },
  description: { label: 'settingDescription', help: TEMPLATE },
  category: { label: 'settingCategory' },
  purpose: { label: 'settingPurpose', help: TEMPLATE },
  multiple: { label: 'settingMultiple' },
  required: { label: 'settingRequired' },
  preselected: { label: 'settingPreselected', help: 'settingPreselectedHelp' },
  'show-page': { label: 'settingShowPage' },
  'start-in': { label: 'settingStartIn', help: 'settingDuration' },
  'planned-duration': { label: 'settingPlannedDuration', help: 'settingDuration' },
  'remind-in': { label: 'settingRemindIn', help: 'settingDuration' },
  'show-in-calendar': { label: 'settingShowInCalendar' },
  priority: { label: 'settingPriority' },
  'create-activity': { label: 'settingCreateActivity' },
  'record-system': { label: 'settingRecordSystem', help: OF_RECORD },
  'record-type': { label: 'settingRecordType', help: OF_RECORD },
  'record-id': { label: 'settingRecordId', help: OF_RECORD },
  'edit-mode': { label: 'settingEditMode' },
  'complete-on': { label: 'settingCompleteOn' },
  condition: { label: 'settingCondition', help: 'settingConditionHelp' },
  'result-field': { label: 'settingResultField', help: 'settingResultFieldHelp' },
  comment: { label: 'settingComment', help: 'settingVariable' },
  'comment-required': { label: 'settingCommentRequired' },
  delegation: { label: 'settingDelegation' },
  'notify-approver': { label: 'settingNotifyApprover' },
  'notify-result': { label: 'settingNotifyResult', help: ADDRESSES },
  from: { label: 'settingFrom', help: 'settingFromHelp' },
  to: { label: 'settingTo', help: ADDRESSES },
  cc: { label: 'settingCc', help: ADDRESSES },
  bcc: { label: 'settingBcc', help: ADDRESSES },
  subject: { label: 'settingSubject', help: TEMPLATE },
  body: { label: 'settingBody', help: TEMPLATE },
  importance: { label: 'settingImportance' },
  recipients: { label: 'settingRecipients', help: 'settingRecipientsHelp' },
  'recipients-field': { label: 'settingRecipientsField' },
};

/** By the value of a choice. */
export const CHOICES: Record<string, MessageKey> = {
  '': 'settingUsual',
  true: 'settingYes',
  false: 'settingNo',
  low: 'settingLow',
  medium: 'settingMedium',
  normal: 'settingNormal',
  high: 'settingHigh',
  existing: 'settingExisting',
  new: 'settingNew',
  save: 'settingOnSave',
  conditions: 'settingOnConditions',
};

/** By the group of the templates, in the order in which they stand. */
export const GROUPS: Record<string, MessageKey> = {
  step: 'settingsStep',
  mail: 'settingsMail',
  record: 'settingsRecord',
  performer: 'settingsPerformer',
  outcome: 'settingsOutcome',
  opening: 'settingsOpening',
  time: 'settingsTime',
  activity: 'settingsActivity',
};

/** What a setting is called; one that nobody has called anything has its own name. */
export function settingWords(name: string): { label: string; help: string | null } {
  const words = SETTINGS[name];
  return {
    label: words ? text(words.label) : name,
    help: words?.help ? text(words.help, VARIABLE_SIGN) : null,
  };
}

export function choiceWords(value: string): string {
  const key = CHOICES[value];
  return key ? text(key) : value;
}
