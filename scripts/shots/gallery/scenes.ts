import type { PageRequest, PageView } from '../../../lib/messaging/contract.ts';
import type { Watched } from '../../../lib/messaging/page-client.ts';
import type { ProtocolError } from '../../../lib/protocol/index.ts';
import { drawerScenes } from './scenes-drawer.ts';
import { menuScenes } from './scenes-menu.ts';
import { ownScenes } from './scenes-own.ts';
import { pageScenes } from './scenes-page.ts';
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
  refuses?: { type: PageRequest['type']; error: ProtocolError };
  /** A look that would add nothing in every scene. */
  also?: readonly ('forced-colors' | 'rtl')[];
}

/** Every scene. */
export const scenes: readonly Scene[] = [...menuScenes, ...drawerScenes, ...pageScenes, ...ownScenes];
