/**
 * Which names in a page its authors gave on purpose. Those that a tool makes are other ones with every release, or with
 * every load of the page.
 */

/** Style tools, frameworks and component libraries that make names. */
const MADE =
  /^(?:css|sc|jss|emotion|makestyles|styled|svelte|astro|ember|yui|ext|gen|dijit|gwt|radix|headlessui|react-aria|react-select|mat|cdk|p|ng|mantine|downshift|aura|brandBand|auraid)[-_:]?[-\w:]*\d|^css-|^sc-|^jss|^Mui|^makeStyles|^svelte-|^_ng|^ng-|^data-v-|^_\w+_\w{5}|^:r\w*:$/i;
/** What an element is at the moment. */
const STATE =
  /^(?:is|has|js|no)-|^(?:active|selected|current|hover(?:ed)?|focus(?:ed)?|focus-\w+|open(?:ed)?|closed|show|shown|hidden|visible|collapsed?|expanded|disabled|enabled|loading|loaded|odd|even|first|last|dirty|pristine|touched|valid|invalid|checked|unread|new|fade|in|out)$/i;

/** True for a class, an id or a value that will be there tomorrow too. */
export function isStableName(name: string): boolean {
  if (name.length < 2 || name.length > 60 || /[^\w.:-]/.test(name)) return false;
  if (MADE.test(name) || STATE.test(name)) return false;
  // CSS modules write a hash behind two underscores.
  if (/__[\w-]*[A-Z\d][\w-]*$/.test(name) && /__.*(?:\d|[a-z][A-Z]|[A-Z]{2})/.test(name)) return false;
  return name.split(/[-_.:]+/).every(isStablePart);
}

/** A word: not a number of some record, and no letters and digits in turn. */
function isStablePart(part: string): boolean {
  if (/^\d{3,}$/.test(part)) return false;
  if (/\d/.test(part) && part.length >= 4) return /^[a-z]{3,}\d$/i.test(part);
  if (part.length >= 5 && !/[aeiouy]/i.test(part)) return false;
  // `bdVaJa`: capitals where no word begins.
  return (part.match(/[a-z][A-Z](?![a-z]{2})/g)?.length ?? 0) < 2;
}
