/** The tables of activities, of what people are reminded of, and of who stands in for whom. */
import type { Generated } from 'kysely';
import type { ActivityStatus, Choice, Priority } from '../../lib/protocol/index.ts';
import type { NullableJson } from './schema.ts';

export interface ActivityTable {
  id: string;
  task: string | null;
  title: string | null;
  owner: string | null;
  role: string | null;
  start: Date | null;
  due: Date | null;
  category: string;
  description: string | null;
  status: Generated<ActivityStatus>;
  result: NullableJson<Choice>;
  details: string | null;
  author: string | null;
  priority: Generated<Priority>;
  show_in_calendar: Generated<boolean>;
  /** Of whoever does it. */
  remind_at: Date | null;
  remind_author_at: Date | null;
  created_at: Date;
  ended_at: Date | null;
}

export interface ActivityParticipantTable {
  activity: string;
  account: string;
}

export interface ActivityRecordTable {
  activity: string;
  system: string;
  type: string;
  id: string;
  title: string | null;
  url: string | null;
}

export interface ReminderAnswerTable {
  activity: string;
  account: string;
  remind_at: Date;
  until: Date | null;
}

export interface AbsenceTable {
  account: string;
  from: Date;
  until: Date;
  deputy: string;
  active: Generated<boolean>;
}

export interface CalendarAddressTable {
  account: string;
  secret_hash: string;
  created_at: Date;
}
