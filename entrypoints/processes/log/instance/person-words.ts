import { text } from '../../../../components/text.ts';
import type { StepView } from '../../../../lib/protocol/index.ts';

/** Who has to do a step, or has done it. */
export function whoWords({ performer, endedBy }: StepView): string {
  if (endedBy) return endedBy.name;
  const { user, role } = performer;
  if (user) return user.name;
  return role ? text('roleName', role.name) : '';
}
