/** Small processes, each made for one behaviour, and how an administrator brings them in. */
import type { InstanceDetails, LinkedRecord } from '../../lib/protocol/index.ts';
import type { Api } from '../../scripts/start/api.ts';
import { type ProcessBuilder, process } from '../../server/engine/testing/process-builder.ts';

export interface SmallProcess {
  key: string;
  name: string;
  bpmn: string;
  forms: Record<string, unknown>;
}

/** Gives a drawn process its key and name, and the form that its pages refer to as `form`. */
export function small(
  key: string,
  name: string,
  drawn: ProcessBuilder,
  components: readonly object[] = [],
): SmallProcess {
  const bpmn = drawn.xml().replace('<process id="test" name="Test"', `<process id="${key}" name="${name}"`);
  return { key, name, bpmn, forms: { 'form.form': { id: 'form', type: 'default', components } } };
}

/** Deploys processes. Throws with the findings when the server refuses one. */
export async function deploySmall(admin: Api, ...processes: readonly SmallProcess[]): Promise<void> {
  for (const { bpmn, forms } of processes) await admin.post('/processes', { bpmn, forms });
}

/** Starts a process without a page, as another system would; gives the instance. */
export async function startSmall(api: Api, { key }: SmallProcess, record: LinkedRecord): Promise<string> {
  const { instance } = await api.post<{ instance: string }>(`/processes/${key}/start`, { record });
  return instance;
}

/** Who has completed a step of an instance: one entry for each time. */
export async function completedBy(api: Api, instance: string, step: string): Promise<(string | null)[]> {
  const { steps } = await api.get<InstanceDetails>(`/instances/${instance}`);
  return steps
    .filter(({ status, element }) => status === 'completed' && element === step)
    .map(({ endedBy }) => endedBy?.id ?? null);
}

export const SAID = { type: 'textarea', id: 'said', key: 'said', label: 'What was said' } as const;

/** One page for everybody in sales, due long ago. */
export const NOTE_CALL = small(
  'note-call',
  'Note a call',
  process({ record: 'demo:lead' })
    .start('in')
    .task('note', {
      name: 'Note the call',
      role: 'sales',
      dueDate: '2020-01-02T12:00:00Z',
      formRef: 'form',
      properties: {
        ...{ kind: 'auto-generated-page', result: 'button', 'button:done': 'Done' },
        ...{ 'de:title': 'Anruf festhalten', 'de:button:done': 'Festgehalten' },
      },
    })
    .end('out')
    .path('in', 'note', 'out'),
  [{ ...SAID, properties: { 'throughline:de:label': 'Was gesagt wurde' } }],
);

/** Two steps at once for support, on a ticket. */
export const TWO_ANSWERS = small(
  'two-answers',
  'Answer twice',
  process({ record: 'demo:ticket' })
    .start('in')
    .parallel('split')
    .task('write', { name: 'Write to the customer', role: 'support' })
    .task('call', { name: 'Call the warehouse', role: 'support' })
    .end('written')
    .end('called')
    .path('in', 'split', 'write', 'written')
    .path('split', 'call', 'called'),
);
