import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { barMeeting } from '../../lib/host/bar-script.ts';
import { StageBar } from '../../lib/host/stage-bar/stage-bar.ts';
import { barWords } from '../../lib/host/words.ts';

/** Injected by the background when the record of a document has a case, or one could begin. */
export default defineUnlistedScript(() => {
  barMeeting.bring((act, signal) => new StageBar(barWords(), act, signal));
});
