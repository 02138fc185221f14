import type { Scene } from './scenes.ts';

/** The stage bar, and what opens from it. */
export const caseScenes: Scene[] = [
  {
    ...{ name: 'stage-bars', surface: 'bars', state: {}, widths: [1024, 640, 320] },
    also: ['forced-colors', 'rtl'],
  },
];
