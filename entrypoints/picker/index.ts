import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { pageRuntime } from '../../lib/host/runtime.ts';
import { PICK_PORT } from '../../lib/messaging/port-names.ts';
import { startPicker } from '../../lib/picker/picker.ts';

/** The picker of a document. A page whose load ends late gets the script twice: the person goes on with what they began. */
const world = globalThis as { throughlinePicker?: AbortController };

/** Injected by the background while the person picks in a tab. */
export default defineUnlistedScript(() => {
  if (world.throughlinePicker?.signal.aborted === false) return;
  const { runtime, i18n } = pageRuntime();
  const life = new AbortController();
  world.throughlinePicker = life;
  startPicker(
    {
      connect: () => runtime.connect({ name: PICK_PORT }),
      alive: () => pageRuntime().runtime?.id !== undefined,
      say: (key, ...substitutions) => i18n.getMessage(key, substitutions),
      label: i18n.getMessage('hostButton'),
    },
    life,
  );
});
