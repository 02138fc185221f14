import { Checkbox } from '../../../components/checkbox.tsx';
import { DateInput } from '../../../components/date-input.tsx';
import { durationWords } from '../../../components/duration.ts';
import { Select } from '../../../components/select.tsx';
import { type MessageKey, text } from '../../../components/text.ts';
import { TextArea } from '../../../components/text-area.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import type { ActivityCategory } from '../../../lib/protocol/index.ts';
import { PeoplePicker } from '../people.tsx';
import { priorityWord, statusWord } from '../words.ts';
import { ConnectedRecords } from './connected-records.tsx';
import { type ActivityForm, isForOthers, LONGEST_TITLE } from './form.ts';
import { Participants } from './participants.tsx';
import { RemindField } from './remind-field.tsx';

interface Props {
  form: ActivityForm;
  problems: Partial<Record<keyof ActivityForm, MessageKey>>;
  categories: readonly ActivityCategory[];
  /** The step gives subject, category, description and status: they are no fields here (behaviour 7.3). */
  ofStep: boolean;
  onChange: (part: Partial<ActivityForm>) => void;
}

/** The fields of an activity (behaviour 7.2). */
export function ActivityFieldset({ form, problems, categories, ofStep, onChange }: Props) {
  const problem = (name: keyof ActivityForm) => {
    const key = problems[name];
    return key ? text(key) : null;
  };
  return (
    <div class="activity-fields">
      {!ofStep && (
        <div class="activity-wide">
          <TextInput
            name="title"
            label={text('activityTitle')}
            required
            maxLength={LONGEST_TITLE}
            value={form.title}
            error={problem('title')}
            onInput={(title) => onChange({ title })}
          />
        </div>
      )}
      <DateInput
        name="start"
        kind="datetime"
        label={text('activityStart')}
        required
        value={form.start}
        error={problem('start')}
        onInput={(start) => onChange({ start })}
      />
      <div class="activity-due">
        <DateInput
          name="due"
          kind="datetime"
          label={text('activityDue')}
          required
          value={form.due}
          error={problem('due')}
          onInput={(due) => onChange({ due })}
        />
        <Length {...form} />
      </div>
      {!ofStep && <Kind form={form} categories={categories} onChange={onChange} />}
      <PeoplePicker
        name="owner"
        label={text('activityOwner')}
        required={form.role === null}
        help={form.role && text('activityOwnerOfRole', form.role.name)}
        roles={false}
        memberOf={form.role?.id}
        value={form.owner?.name ?? ''}
        error={problem('owner')}
        onChoose={(person) => onChange({ owner: person && { id: person.id, name: person.name } })}
      />
      <PeoplePicker
        name="role"
        label={text('activityRole')}
        roles="only"
        value={form.role?.name ?? ''}
        onChoose={(role) => onChange({ role: role && { id: role.id, name: role.name } })}
      />
      <Select
        name="priority"
        label={text('activityPriority')}
        always
        options={(['low', 'medium', 'high'] as const).map((code) => ({ code, label: priorityWord(code) }))}
        value={form.priority}
        onInput={(priority) => onChange({ priority: priority as ActivityForm['priority'] })}
      />
      <RemindField
        name="remind"
        label={text(isForOthers(form) ? 'activityRemindOwner' : 'activityRemind')}
        value={form.remind}
        start={form.start}
        error={problem('remind')}
        onChange={(remind) => onChange({ remind })}
      />
      {form.author && isForOthers(form) && (
        <RemindField
          name="remind-author"
          label={text('activityRemindAuthor', form.author.name)}
          value={form.remindAuthor}
          start={form.start}
          error={problem('remindAuthor')}
          onChange={(remindAuthor) => onChange({ remindAuthor })}
        />
      )}
      <div class="activity-wide">
        <Checkbox
          name="calendar"
          label={text('activityShowInCalendar')}
          checked={form.showInCalendar}
          onChange={(showInCalendar) => onChange({ showInCalendar })}
        />
      </div>
      {!ofStep && (
        <div class="activity-wide">
          <TextArea
            name="description"
            label={text('activityDescription')}
            maxLength={4000}
            value={form.description}
            onInput={(description) => onChange({ description })}
          />
        </div>
      )}
      <Participants people={form.participants} onChange={(participants) => onChange({ participants })} />
      <ConnectedRecords records={form.connected} onChange={(connected) => onChange({ connected })} />
    </div>
  );
}

type PartProps = Pick<Props, 'form' | 'onChange'>;

function Kind({ form, categories, onChange }: PartProps & Pick<Props, 'categories'>) {
  const names = [...new Set([form.category, ...categories.map(({ name }) => name)])].filter(Boolean);
  return (
    <>
      {names.length > 0 && (
        <Select
          name="category"
          label={text('activityCategory')}
          always
          options={names.map((name) => ({ code: name, label: name }))}
          value={form.category}
          onInput={(category) => onChange({ category })}
        />
      )}
      <Select
        name="status"
        label={text('activityStatus')}
        always
        options={(['not-started', 'in-progress'] as const).map((code) => ({ code, label: statusWord(code) }))}
        value={form.status}
        onInput={(status) => onChange({ status: status as ActivityForm['status'] })}
      />
    </>
  );
}

/** The duration follows from the two times (behaviour 7.2). */
function Length({ start, due }: ActivityForm) {
  const length = Date.parse(due) - Date.parse(start);
  return length > 0 ? <p class="field-help">{text('activityLength', durationWords(length))}</p> : null;
}
