import type { Corner } from '../sites/schema.ts';

/** For a page where no anchor was found: a corner of the window. */
export function dockedCss(corner: Corner): string {
  const side = corner === 'bottom-left' ? 'left' : 'right';
  return `:host{position:fixed!important;bottom:16px!important;${side}:16px!important;z-index:2147483646!important;margin:0!important}
button{box-shadow:0 6px 18px -4px #0000001f}`;
}
