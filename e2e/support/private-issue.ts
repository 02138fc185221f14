import type { RunningCrm } from '../../demo/crms/crm.ts';

/** Makes an issue of Redmine that, of those who are no administrators, only one person may see. Gives its id. */
export async function privateIssue(
  { origin, accounts: [account] }: RunningCrm,
  login: string,
  subject: string,
): Promise<string> {
  const headers = {
    authorization: `Basic ${btoa(`${account?.login}:${account?.password}`)}`,
    'content-type': 'application/json',
  };
  const found = await fetch(`${origin}/users.json?name=${login}`, { headers });
  const { users } = (await found.json()) as { users: { id: number }[] };
  const issue = { project_id: 'support', subject, is_private: true, assigned_to_id: users[0]?.id };
  const body = JSON.stringify({ issue });
  const made = await fetch(`${origin}/issues.json`, { method: 'POST', headers, body });
  if (!made.ok)
    throw new Error(`Expected Redmine to make an issue, got ${made.status}: ${await made.text()}`);
  return String(((await made.json()) as { issue: { id: number } }).issue.id);
}
