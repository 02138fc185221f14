/** The types of records that Redmine's REST interface offers, with their fields. */
import type { FieldInfo, FieldKind } from './connector.ts';

/** How Redmine filters a field; each kind has operators of its own. */
export type RedmineFilter =
  | 'text'
  | 'string'
  | 'number'
  | 'id'
  | 'date'
  | 'moment'
  | 'list'
  | 'list-optional';

/** A field with what Redmine calls it in lists and answers. */
export interface RedmineField extends FieldInfo {
  /** Where the value is in an answer: `subject`, or `status` for an object with id and name. */
  source: string;
  /** The name of its filter, which is mostly its own. */
  filter: { name: string; kind: RedmineFilter } | null;
  /** What lists are sorted by. */
  sort: string | null;
  /** The number of a custom field. */
  custom: number | null;
}

/** Where the choices of a field are listed: address and key of the list. */
export interface ChoiceSource {
  path: string;
  key: string;
}

/** A type of records. */
export interface RedmineType {
  /** `/issues`: lists are at `/issues.json`, records at `/issues/1.json`, pages at `/issues/1`. */
  path: string;
  /** The keys around a list and around one record. */
  list: string;
  one: string;
  titleOf(data: Record<string, unknown>): string;
  /** The page of a record, after its address. */
  page: string;
  /** Whether lists can be filtered by the time of the last change; else all are read to find changes. */
  hasUpdatedFilter: boolean;
  /** The name under which custom fields of this type are registered. */
  customized: string;
  choices: Readonly<Record<string, ChoiceSource>>;
  fields: readonly RedmineField[];
}

type More = Partial<Pick<RedmineField, 'required' | 'writable' | 'filter' | 'sort' | 'source' | 'target'>>;

function field(name: string, label: string, kind: FieldKind, more: More = {}): RedmineField {
  const base = { required: false, writable: true, choices: null, target: null };
  return { ...base, name, label, kind, source: name, filter: null, sort: null, custom: null, ...more };
}

/** An object with id and name in answers, and `<name>_id` everywhere else. */
function reference(name: string, label: string, kind: 'link' | 'choice', more: More = {}): RedmineField {
  return field(`${name}_id`, label, kind, { source: name, ...more });
}

const filtered = (name: string, kind: RedmineFilter) => ({ filter: { name, kind } });
const by = (name: string, kind: RedmineFilter) => ({ ...filtered(name, kind), sort: name });
const readOnly = { writable: false };

const id = (more: More = {}) => field('id', 'Number', 'integer', { ...readOnly, ...more });
const stamps = (more: (name: string) => More = () => ({})) => [
  field('created_on', 'Created', 'moment', { ...readOnly, ...more('created_on') }),
  field('updated_on', 'Updated', 'moment', { ...readOnly, ...more('updated_on') }),
];

const issue: RedmineType = {
  ...{ path: '/issues', list: 'issues', one: 'issue', page: '', customized: 'issue', hasUpdatedFilter: true },
  titleOf: ({ subject }) => String(subject ?? ''),
  choices: {
    tracker_id: { path: '/trackers.json', key: 'trackers' },
    status_id: { path: '/issue_statuses.json', key: 'issue_statuses' },
    priority_id: { path: '/enumerations/issue_priorities.json', key: 'issue_priorities' },
  },
  fields: [
    id({ ...filtered('issue_id', 'id'), sort: 'id' }),
    field('subject', 'Subject', 'text', { required: true, ...by('subject', 'text') }),
    field('description', 'Description', 'long-text', filtered('description', 'text')),
    reference('project', 'Project', 'link', {
      ...{ required: true, target: 'project' },
      ...filtered('project_id', 'list'),
    }),
    reference('tracker', 'Tracker', 'choice', filtered('tracker_id', 'list')),
    reference('status', 'Status', 'choice', filtered('status_id', 'list')),
    reference('priority', 'Priority', 'choice', filtered('priority_id', 'list')),
    reference('assigned_to', 'Assignee', 'link', {
      target: 'user',
      ...filtered('assigned_to_id', 'list-optional'),
    }),
    reference('author', 'Author', 'link', { ...readOnly, target: 'user', ...filtered('author_id', 'list') }),
    reference('category', 'Category', 'link'),
    reference('fixed_version', 'Target version', 'link', filtered('fixed_version_id', 'list-optional')),
    field('parent_issue_id', 'Parent issue', 'link', { source: 'parent', target: 'issue' }),
    field('start_date', 'Start date', 'date', by('start_date', 'date')),
    field('due_date', 'Due date', 'date', by('due_date', 'date')),
    field('done_ratio', '% done', 'integer', by('done_ratio', 'number')),
    field('estimated_hours', 'Estimated hours', 'number', by('estimated_hours', 'number')),
    field('spent_hours', 'Spent hours', 'number', readOnly),
    field('is_private', 'Private', 'boolean'),
    // Never to be read: what is written here becomes a comment.
    field('notes', 'Comment to add', 'long-text'),
    ...stamps((name) => by(name, 'moment')),
    field('closed_on', 'Closed', 'moment', { ...readOnly, ...by('closed_on', 'moment') }),
  ],
};

const project: RedmineType = {
  ...{ path: '/projects', list: 'projects', one: 'project', page: '', customized: 'project' },
  hasUpdatedFilter: false,
  titleOf: ({ name }) => String(name ?? ''),
  choices: {},
  fields: [
    id(),
    field('name', 'Name', 'text', { required: true }),
    field('identifier', 'Identifier', 'text', { required: true }),
    field('description', 'Description', 'long-text'),
    field('parent_id', 'Parent project', 'link', { source: 'parent', target: 'project' }),
    field('status', 'Status', 'integer', readOnly),
    field('is_public', 'Public', 'boolean'),
    ...stamps(),
  ],
};

const timeEntry: RedmineType = {
  ...{
    path: '/time_entries',
    list: 'time_entries',
    one: 'time_entry',
    page: '/edit',
    customized: 'time_entry',
  },
  hasUpdatedFilter: false,
  titleOf: ({ hours, spent_on }) => `${hours} h, ${spent_on}`,
  choices: {
    activity_id: { path: '/enumerations/time_entry_activities.json', key: 'time_entry_activities' },
  },
  fields: [
    id(),
    reference('project', 'Project', 'link', { target: 'project', ...filtered('project_id', 'list') }),
    reference('issue', 'Issue', 'link', { target: 'issue' }),
    reference('user', 'User', 'link', { target: 'user', ...filtered('user_id', 'list-optional') }),
    reference('activity', 'Activity', 'choice', { required: true, ...filtered('activity_id', 'list') }),
    field('hours', 'Hours', 'number', { required: true, ...filtered('hours', 'number') }),
    field('comments', 'Comment', 'text', filtered('comments', 'text')),
    field('spent_on', 'Date', 'date', filtered('spent_on', 'date')),
    ...stamps(),
  ],
};

const user: RedmineType = {
  ...{ path: '/users', list: 'users', one: 'user', page: '', customized: 'user', hasUpdatedFilter: false },
  titleOf: ({ firstname, lastname }) => `${firstname ?? ''} ${lastname ?? ''}`.trim(),
  choices: {},
  fields: [
    id(),
    field('login', 'Login', 'text', { required: true }),
    field('firstname', 'First name', 'text', { required: true }),
    field('lastname', 'Last name', 'text', { required: true }),
    field('mail', 'E-mail', 'text', { required: true }),
    field('admin', 'Administrator', 'boolean', readOnly),
    ...stamps(),
  ],
};

/** Every type by the name that records have in Throughline. */
export const REDMINE_TYPES: Readonly<Record<string, RedmineType>> = {
  issue,
  project,
  time_entry: timeEntry,
  user,
};

const FORMATS: Readonly<Record<string, { kind: FieldKind; filter: RedmineFilter }>> = {
  string: { kind: 'text', filter: 'string' },
  link: { kind: 'text', filter: 'string' },
  text: { kind: 'long-text', filter: 'text' },
  int: { kind: 'integer', filter: 'number' },
  float: { kind: 'number', filter: 'number' },
  date: { kind: 'date', filter: 'date' },
  bool: { kind: 'boolean', filter: 'list' },
  list: { kind: 'choice', filter: 'list-optional' },
  enumeration: { kind: 'choice', filter: 'list-optional' },
  user: { kind: 'link', filter: 'list-optional' },
  version: { kind: 'link', filter: 'list-optional' },
};

/** A custom field as Redmine registers it. */
export interface CustomField {
  id: number;
  name: string;
  field_format: string;
  is_required?: boolean | undefined;
  is_filter?: boolean | undefined;
  possible_values?: { value: string; label?: string | undefined }[] | undefined;
}

/** The field of a custom field; `null` for formats that hold no plain value. */
export function customFieldOf(custom: CustomField): RedmineField | null {
  const format = FORMATS[custom.field_format];
  if (!format) return null;
  const name = `cf_${custom.id}`;
  const choices = custom.possible_values?.map(({ value, label }) => ({ value, label: label ?? value }));
  return {
    ...field(name, custom.name, format.kind, custom.is_filter ? filtered(name, format.filter) : {}),
    required: custom.is_required === true,
    choices: format.kind === 'choice' ? (choices ?? null) : null,
    target: custom.field_format === 'user' ? 'user' : null,
    custom: custom.id,
  };
}
