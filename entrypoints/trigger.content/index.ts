import { defineContentScript } from 'wxt/utils/define-content-script';
import { startTrigger } from '../../lib/host/trigger.ts';

/**
 * The background registers it, isolated from the page and for the top frame only; `world` here merely picks
 * the wrapper that brings no code of its own.
 */
export default defineContentScript({
  registration: 'runtime',
  matches: [],
  world: 'MAIN',
  main: startTrigger,
});
