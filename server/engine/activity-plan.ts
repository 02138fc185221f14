/** The calendar record that belongs to a step (behaviour 1.1): what its author says of it, and what comes of that. */
import * as z from 'zod';
import type { Priority, RecordRef } from '../../lib/protocol/index.ts';
import { Template } from './expressions/expression.ts';
import { Duration, later } from './time.ts';

export const PRIORITIES = ['low', 'medium', 'high'] as const satisfies Priority[];
export const DEFAULT_CATEGORY = 'To do';

export const ActivityPlan = z.object({
  /** So long before its start; null: no reminder. */
  remindIn: z.nullable(Duration),
  showInCalendar: z.boolean(),
  priority: z.enum(PRIORITIES),
  /** Each as `system:type:id`. */
  connected: z.array(Template),
});
export type ActivityPlan = z.infer<typeof ActivityPlan>;

/** What an activity has that its task has not. */
export interface OpenedActivity {
  category: string;
  description: string | null;
  remindAt: string | null;
  showInCalendar: boolean;
  priority: Priority;
  /** `system` may be the kind of a CRM, too. */
  connected: RecordRef[];
}

/** What *Perform task* has where its author says nothing, and a step that is postponed. */
export const PLAIN_ACTIVITY: OpenedActivity = {
  ...{ category: DEFAULT_CATEGORY, description: null, remindAt: null, showInCalendar: true },
  ...{ priority: 'medium', connected: [] },
};

/** The activity of a step that opens; `read` evaluates a template. */
export function openActivity(
  { remindIn, showInCalendar, priority, connected }: ActivityPlan,
  { category, description }: Pick<OpenedActivity, 'category' | 'description'>,
  start: string,
  read: (template: Template) => string,
): OpenedActivity {
  return {
    ...{ category, description, showInCalendar, priority },
    remindAt:
      remindIn === null
        ? null
        : later(start, { months: -remindIn.months, milliseconds: -remindIn.milliseconds }),
    connected: connected.flatMap((template) => readConnected(read(template)) ?? []),
  };
}

/** Without all three parts, a variable has no value: then there is no record to connect. */
function readConnected(text: string): RecordRef | null {
  const [, system, type, id] = /^\s*([^:]+):([^:]+):(.+?)\s*$/.exec(text) ?? [];
  return system && type && id?.trim() ? { system, type, id } : null;
}
