/** Approvals that are handed on (behaviour 1.8): only where their author allows it, once, and to a person. */
import { type PageContent, type Phrase, ProtocolError, phrase, type User } from '../../lib/protocol/index.ts';
import type { Performer } from '../engine/model.ts';
import type { PageRow } from './tasks.ts';

/**
 * What the page of an approval shows once this user has given it to somebody else: who handed it on. Null where
 * nothing is delegated: it is no approval, one of its role takes it or gives it back, or an administrator names
 * another approver. Throws `delegation-refused`.
 */
export function delegated(user: User, task: PageRow, to: Performer): PageContent | null {
  const { content } = task;
  if (content.kind !== 'approval' || user.permissions.includes('manage-definitions')) return null;
  const staysWithRole = to.role !== null && to.role === task.performer_role;
  if (staysWithRole && (to.user === null || to.user === user.id)) return null;
  const { allowed, by } = content.delegation;
  if (!allowed) throw refusal(phrase('may-be-handed-on'), phrase('approver-decides'));
  if (by !== null) throw refusal(phrase('not-handed-on'), phrase('handed-on', { name: by.name }));
  if (to.user === null) throw refusal(phrase('a-person-to-hand-on'), phrase('a-role'));
  return { ...content, delegation: { allowed, by: { id: user.id, name: user.name } } };
}

function refusal(expected: Phrase, got: Phrase): ProtocolError {
  return new ProtocolError('delegation-refused', { expected, got });
}
