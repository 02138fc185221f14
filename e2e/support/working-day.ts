/** One process with a step of each kind, for whatever CRM somebody works in. */
import { process } from '../../server/engine/testing/process-builder.ts';
import { small } from './processes.ts';

const ME = { assignee: '${startedBy}' };

/** The question that it begins with. */
export const ASK = 'Shall we visit them?';

export const VISIT = small(
  'visit',
  'Prepare a visit',
  process({
    record: 'demo:lead, tryton:sale.opportunity, odoo:crm.lead, atomic:contacts, redmine:issue, rt:ticket',
  })
    .start('in')
    .dialog('ask', { ...ME, name: ASK })
    .task('plan', {
      ...{ ...ME, name: 'Plan the visit', formRef: 'form' },
      properties: { kind: 'auto-generated-page', result: 'button', 'button:planned': 'Planned' },
    })
    .task('note', {
      ...{ ...ME, name: 'Note the visit' },
      properties: { kind: 'open-edit-page', recommendation: 'Note that we are coming.' },
    })
    .task('write', {
      ...{ ...ME, name: 'Announce the visit' },
      properties: {
        ...{ kind: 'send-email', to: 'door@bakery.example', from: 'Sales <sales@northwind.example>' },
        ...{ subject: 'Our visit', body: 'We bring: ${bring}' },
      },
    })
    .task('decide', {
      ...{ name: 'Pay for the visit', role: 'sales-managers' },
      properties: { kind: 'approval', result: 'decision', purpose: 'May we pay for this visit?' },
    })
    .task('go', { ...ME, name: 'Visit them' })
    .end('visited')
    .end('refused')
    .path('in', 'ask', 'plan', 'note', 'write', 'decide')
    .flow('decide', 'go', { condition: "${decision == 'approved'}" })
    .flow('decide', 'refused', { condition: "${decision == 'rejected'}" })
    .path('go', 'visited'),
  [{ type: 'textfield', id: 'bring', key: 'bring', label: 'What we bring' }],
);
