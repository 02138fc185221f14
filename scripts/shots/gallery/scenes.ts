import type { AccessToken, Crms, PageRequest, PageView } from '../../../lib/messaging/contract.ts';
import type { Watched } from '../../../lib/messaging/page-client.ts';
import type {
  ActivityQueryResult,
  AdminQuery,
  AdminQueryResult,
  Bulk,
  LookupResultOf,
  MovePreview,
  ProtocolError,
  Values,
} from '../../../lib/protocol/index.ts';
import { activityScenes } from './scenes-activities.ts';
import { adapterScenes } from './scenes-adapters.ts';
import { caseScenes } from './scenes-cases.ts';
import { crmScenes } from './scenes-crms.ts';
import { designScenes } from './scenes-design.ts';
import { drawerScenes } from './scenes-drawer.ts';
import { libraryScenes } from './scenes-library.ts';
import { logScenes } from './scenes-log.ts';
import { menuScenes } from './scenes-menu.ts';
import { overviewScenes } from './scenes-overviews.ts';
import { ownScenes } from './scenes-own.ts';
import { laterScenes, pageScenes } from './scenes-page.ts';
import type { Surface } from './surfaces.tsx';

/** A state of a page that somebody should have looked at. */
export interface Scene {
  name: string;
  surface: Surface;
  /** What the background says. */
  state: Partial<Watched>;
  /** Pages of tasks that their view does not name. */
  pages?: Record<string, PageView>;
  /** Widths of the window, in CSS pixels. */
  widths: readonly number[];
  /** Buttons and labels that are pressed before the picture, by their words. */
  press?: readonly string[];
  /** The button with these words in it has the focus, by keyboard. */
  focus?: string;
  /** Where in the page, as its address has it behind `#`. */
  route?: string;
  /** What the server answers; a question that is not here is never answered. */
  answers?: readonly (AdminQueryResult | ((query: AdminQuery) => AdminQueryResult | null))[];
  /** What it answers about activities and people. */
  told?: readonly ActivityQueryResult[];
  /** Files that were given to be deployed, by name. */
  files?: Readonly<Record<string, string>>;
  /** What comes of starting a process on several records. */
  started?: Bulk;
  /** What the CRM holds in the fields of a page, or why it does not say. */
  held?: Values | ProtocolError;
  /** What the window of a lookup shows. */
  rows?: Omit<LookupResultOf<'lookup.browse'>, 'type'>;
  /** What a move of a case would do. */
  preview?: MovePreview;
  /** Access tokens of the person. */
  tokens?: AccessToken[];
  /** The CRMs that the server knows. */
  crms?: Crms;
  refuses?: { type: PageRequest['type']; error: ProtocolError };
  /** A look that would add nothing in every scene. */
  also?: readonly ('forced-colors' | 'rtl')[];
}

/** Every scene. */
export const scenes: readonly Scene[] = [
  ...menuScenes,
  ...drawerScenes,
  ...pageScenes,
  ...laterScenes,
  ...ownScenes,
  ...adapterScenes,
  ...libraryScenes,
  ...logScenes,
  ...activityScenes,
  ...caseScenes,
  ...designScenes,
  ...overviewScenes,
  ...crmScenes,
];
