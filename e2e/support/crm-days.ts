/** Random days on a real CRM, as data: what the person, the CRM, the browser, the network and the server do, in any order. */
import fc from 'fast-check';
import type { RunningCrm } from '../../demo/crms/crm.ts';
import type { Api } from '../../scripts/start/api.ts';
import { process } from '../../server/engine/testing/process-builder.ts';
import type { Person } from './person.ts';
import { SAID, small } from './processes.ts';

/** A step that people can ask themselves for on any record; its page opens at once. */
export const CALL_BACK = small(
  'call-back',
  'Call back',
  process({
    record: [
      ...['demo:lead, demo:contact, demo:ticket, redmine:issue, rt:ticket, tryton:sale.opportunity'],
      ...[
        'tryton:party.party, odoo:crm.lead, odoo:res.partner, atomic:contacts, atomic:companies, atomic:deals',
      ],
    ].join(', '),
  })
    .start('in')
    .task('call', {
      ...{ name: 'Call them', assignee: '${startedBy}', dueDate: '2020-01-02T12:00:00Z', formRef: 'form' },
      properties: { kind: 'auto-generated-page', result: 'button', 'button:done': 'Done' },
    })
    .end('out')
    .path('in', 'call', 'out'),
  [SAID],
);

/** Rows, links and pages are counted round. */
const which = fc.nat(30);
const bare = (
  ...all: ('back' | 'forward' | 'reload' | 'elsewhere' | 'other-tab' | 'escape' | 'press' | 'drawer')[]
) => all.map((one) => fc.constant({ do: one }));

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('enter' as const), page: which }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('follow' as const), link: which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('menu' as const), menu: which }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('type' as const), text: fc.constantFrom('two', ' more', 'é') }),
  },
  {
    weight: 10,
    arbitrary: fc.oneof(
      ...bare('back', 'back', 'forward', 'reload', 'elsewhere', 'other-tab'),
      ...bare('escape', 'press', 'press', 'drawer'),
    ),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('tick' as const), row: which }) },
  fc.record({ do: fc.constant('resize' as const), width: fc.constantFrom(420, 800, 1280, 1700) }),
  fc.record({ do: fc.constant('zoom' as const), factor: fc.constantFrom(0.5, 1, 1.5, 2) }),
  fc.record({
    do: fc.constant('network' as const),
    state: fc.constantFrom('cut' as const, 'silent' as const, 'open' as const),
  }),
  fc.record({ do: fc.constantFrom('kill-background' as const, 'task' as const, 'cancel' as const) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(20, 150, 600) }),
);
export type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** What happens in one tab. A failing case is printed as it can be run again. */
export const days = fc.record({
  start: which,
  steps: fc.array(step, { minLength: 1, maxLength: 14 }),
  /** Whether the permission is taken away, and given again, at the end. */
  ends: fc.constantFrom('leave', 'leave', 'leave', 'forbid'),
});
export type Day = typeof days extends fc.Arbitrary<infer One> ? One : never;

/** Who and what takes part. */
export interface CrmPlayers {
  person: Person;
  admin: Api;
  own: Api;
  crm: RunningCrm;
  /** Of this type are the records that have a stage bar. */
  staged: string;
  /** Another site, to come back from. */
  outside: string;
  /** Makes all pages of the CRM larger or smaller, as the person does with the keys of the browser. */
  zoom(factor: number): Promise<void>;
  /** How often each kind of step has found something to do. */
  done: Map<string, number>;
}
