import { meetingAt } from './meeting.ts';
import type { OnAct, StageBar } from './stage-bar/stage-bar.ts';

/** Makes the stage bar of a document; it ends with `signal`. */
export type MakeBar = (act: OnAct, signal: AbortSignal) => StageBar;

/** Where the host script and the stage bar's script of one document meet. */
export const barMeeting = meetingAt<MakeBar>('Stages');
