/** Texts of the stage bar, as the locale files name them. */
export const BAR_TEXTS = [
  'barStages',
  'barPlace',
  'barMoreStages',
  'barCurrent',
  'barPassed',
  'barMoving',
  'barNever',
  'barSince',
  'barVisit',
  'barByStart',
  'barByPerson',
  'barByResult',
  'barByItself',
  'barByCrm',
  'barForward',
  'barBack',
  'barBlocked',
  'barClosed',
  'barMayNotMove',
  'barSteps',
  'barStepsOpen',
  'barWriting',
  'barWritingLate',
  'barConflict',
  'barConflictSolve',
  'barApart',
  'barApartWhy',
  'barCompleted',
  'barCancelled',
  'barFault',
  'barChange',
  'barChangeTo',
  'barStart',
  'barRefused',
  'close',
] as const;
export type BarText = (typeof BAR_TEXTS)[number];

/** What the bar needs to speak to a person. */
export interface BarWords {
  say(text: BarText, ...substitutions: string[]): string;
  /** For dates and lengths of time. */
  locale: string;
}
