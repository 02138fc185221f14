import type { AdminQueryResult } from '../../../lib/protocol/index.ts';
import {
  designedCase,
  designedDefinition,
  designedFields,
} from '../../../lib/testing/case-design-samples.ts';
import { sampleEntries, sampleOutcome } from '../../../lib/testing/library-samples.ts';
import { anna, sampleStatus } from '../../../lib/testing/page-samples.ts';
import { sampleSites } from '../../../lib/testing/site-samples.ts';
import type { Scene } from './scenes.ts';

const user = { ...anna, permissions: ['see-log' as const, 'manage-definitions' as const] };
const state = { status: sampleStatus({ user }), sites: sampleSites };

const checked: AdminQueryResult = {
  type: 'definition.check',
  outcomes: [sampleOutcome({ key: designedCase.key, name: designedCase.name })],
};
const answers = [
  { type: 'definition' as const, definition: designedDefinition() },
  { type: 'library' as const, entries: sampleEntries },
  { type: 'assignees' as const, assignees: [] },
  ...[checked, designedFields],
];
const one: Omit<Scene, 'name'> = {
  ...{ surface: 'processes', route: '/cases/sale/design', widths: [360, 1280, 1440], state, answers },
};

/** The designer of cases. */
export const designScenes: Scene[] = [
  { ...one, name: 'design-case', also: ['forced-colors', 'rtl'] },
  { ...one, name: 'design-stage', press: ['Propose'] },
  { ...one, name: 'design-step', press: ['Call the customer'] },
  {
    ...one,
    name: 'design-wrong',
    press: ['Won', 'Delete the stage', 'Lost', 'Delete the stage'],
  },
  { ...one, name: 'design-add', press: ['Add stage'], widths: [360, 1280] },
  { ...one, name: 'design-new', route: '/new-case', widths: [360, 1280] },
];
