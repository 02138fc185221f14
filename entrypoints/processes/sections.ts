import type { FunctionComponent } from 'preact';
import type { PermissionName } from '../../components/answer.tsx';
import type { IconName } from '../../components/icon.tsx';
import type { MessageKey } from '../../components/text.ts';
import { Cases } from './cases/cases.tsx';
import { NewCase } from './cases/design/new-case.tsx';
import { CrmsSection } from './crms/crms.tsx';
import { NewCrm } from './crms/new-crm.tsx';
import { Deploy } from './library/deploy/deploy.tsx';
import { Library } from './library/library.tsx';
import { Log } from './log/log.tsx';
import type { SectionProps } from './section-props.ts';
import { StatisticsView } from './statistics/statistics-view.tsx';

interface Section {
  /** First part of the path. */
  name: string;
  view: FunctionComponent<SectionProps>;
  /** How the navigation shows it; without, only links lead there. */
  nav?: { label: MessageKey; icon: IconName };
  /** Shown in the navigation to those only who may use it. */
  needs?: PermissionName;
}

/** The parts of the processes page, in the order of the navigation: the route table. */
export const SECTIONS: readonly Section[] = [
  { name: 'library', view: Library, nav: { label: 'processesLibrary', icon: 'library' } },
  { name: 'deploy', view: Deploy },
  { name: 'cases', view: Cases },
  { name: 'new-case', view: NewCase },
  { name: 'log', view: Log, nav: { label: 'logTitle', icon: 'log' } },
  { name: 'statistics', view: StatisticsView, nav: { label: 'statisticsTitle', icon: 'statistics' } },
  {
    ...{ name: 'crms', view: CrmsSection, needs: 'manage-definitions' },
    nav: { label: 'crmsTitle', icon: 'record' },
  },
  { name: 'new-crm', view: NewCrm },
];

export const FIRST_SECTION = 'library';
