import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { claimDocument } from '../../lib/host/presence.ts';
import { startHost } from '../../lib/host/start.ts';
import { hostWorld } from '../../lib/host/world.ts';

/** Injected by the background into a tab that shows a record. */
export default defineUnlistedScript(() => {
  const life = new AbortController();
  if (claimDocument(life.signal)) startHost(hostWorld(), life);
});
