/** Small processes that the tests run. */
import type { LinkedRecord, System } from '../../lib/protocol/index.ts';
import type { ProcessFiles } from '../engine/port.ts';
import { type ProcessBuilder, process } from '../engine/testing/process.ts';

export const SYSTEMS: System[] = [
  { id: 'crm-1', kind: 'demo', name: 'Demo CRM', origins: ['http://127.0.0.1:9000'] },
];

export const RECORD: LinkedRecord = {
  system: 'crm-1',
  type: 'lead',
  id: '7',
  title: 'A lead',
  url: 'http://127.0.0.1:9000/lead/7',
};

function named(key: string, name: string, built: ProcessBuilder): ProcessFiles {
  return { bpmn: built.xml().replace('id="test" name="Test"', `id="${key}" name="${name}"`), forms: {} };
}

/** A dialog for whoever started it; *yes* leads to a task of sales, *no* to the end. */
export const QUALIFY = named(
  'qualify',
  'Qualify',
  process({ record: 'demo:lead' })
    .start('begin')
    .dialog('ask', { name: 'Is it a good lead?', assignee: `\${startedBy}` })
    .exclusive('decide')
    .task('call', { name: 'Call them', role: 'sales' })
    .end('done')
    .path('begin', 'ask', 'decide')
    .flow('decide', 'call', { condition: `\${answer == 'yes'}` })
    .otherwise('decide', 'done')
    .flow('call', 'done'),
);

/** One task for a role. */
export const TEAM_TASK = named(
  'team-task',
  'Team task',
  process()
    .start('begin')
    .task('work', { name: 'Work', role: 'sales' })
    .end('done')
    .path('begin', 'work', 'done'),
);

/** One task for the person who starts it, after another. */
export const OWN_TASKS = named(
  'own-tasks',
  'Own tasks',
  process()
    .start('begin')
    .task('first', { name: 'First', assignee: `\${startedBy}` })
    .task('second', { name: 'Second', assignee: `\${startedBy}` })
    .end('done')
    .path('begin', 'first', 'second', 'done'),
);

/** Its task is for somebody who does not exist. */
export const NOBODY = named(
  'nobody',
  'Nobody',
  process()
    .start('begin')
    .task('work', { name: 'Work', assignee: 'ghost' })
    .end('done')
    .path('begin', 'work', 'done'),
);
