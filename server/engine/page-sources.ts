/** The records of the CRM that the fields of a page are bound to (behaviour 1.6). */
import type { PageSource } from '../../lib/protocol/index.ts';
import type { TaskPlan } from './definition.ts';
import type { Values } from './model.ts';
import { text, Unopenable } from './task-texts.ts';

type PagePlan = Extract<TaskPlan, { kind: 'pre-configured-page' }>;

/** The longest id of a record. */
const MAX_ID = 200;

/** Which records they are now; one without an id is made when the page is completed. */
export function pageSources(values: Values, { sources = [] }: PagePlan): { sources?: PageSource[] } {
  if (sources.length === 0) return {};
  return {
    sources: sources.map(({ code, place, output }) => {
      const written = text(values, place).trim();
      const [system = '', type = '', ...rest] = written.split(':').map((part) => part.trim());
      const id = rest.join(':');
      if (system === '' || type === '' || id.length > MAX_ID)
        throw new Unopenable(
          'content-invalid',
          `Expected system:type:id as the record of ${code}, got "${written}"`,
        );
      return { ...{ code, system, type, output }, id: id === '' ? null : id };
    }),
  };
}
