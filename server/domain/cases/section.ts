/** What a CRM tells of the records that a case is to guide, while the case is designed. */
import type { AdminQueryResult, SectionField } from '../../../lib/protocol/index.ts';
import { CrmError } from '../../crm/errors.ts';
import type { Surroundings } from '../surroundings.ts';
import { listSystems } from '../systems.ts';

type Section = Omit<Extract<AdminQueryResult, { type: 'case.fields' }>, 'type'>;

/** The fields of a section: of the first connected CRM that it is about. Why there are none is told in `problem`. */
export async function readSection(around: Surroundings, section: string): Promise<Section> {
  const [place = '', type = ''] = section.split(/:(.*)/s);
  const systems = await listSystems(around.store.db);
  let problem: string | null = null;
  for (const { id } of systems.filter((system) => system.id === place || system.kind === place)) {
    try {
      const crm = await around.connections.open(id);
      if (crm) return { fields: (await crm.describe(type)).map(told), problem: null };
    } catch (fault) {
      if (!(fault instanceof CrmError)) throw fault;
      problem ??= fault.message;
    }
  }
  return { fields: null, problem };
}

function told({ name, label, writable, choices }: SectionField): SectionField {
  return { name, label, writable, choices };
}
