/** What the fields of a page show of records of the CRM, asked when the page opens (behaviour 1.6). */
import { ProtocolError, phrase, type User, type Values } from '../../../lib/protocol/index.ts';
import type { Surroundings } from '../surroundings.ts';
import { readWorkableTask, requireOpen } from '../tasks.ts';
import { asked, hasSources, openSources, readSource, shownIn, titleIn } from './sources.ts';

/**
 * By the key of the item; a field that cannot show its value is empty. Throws `task-unknown` for the task of somebody
 * else, `step-unfit` for a page without records, and what `openSources` and `readSource` throw.
 */
export async function readSources(around: Surroundings, user: User, id: string): Promise<Values> {
  const task = await readWorkableTask(around.store.db, user, id);
  requireOpen(task);
  const { content } = task;
  if (!hasSources(content))
    throw new ProtocolError('step-unfit', {
      ...{ expected: phrase('a-page-with-record-fields'), got: phrase('one-without-them') },
    });
  const values: Values = {};
  for (const source of await openSources(around, user, content)) {
    const record = await asked(source, () => readSource(source), 'record-unshown');
    if (record === null) continue;
    for (const item of source.items) {
      values[item.key] = shownIn(item, record);
      if (item.type === 'lookup') values[item.titleKey] = titleIn(item, record);
    }
  }
  return values;
}
