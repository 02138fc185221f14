/**
 * Pixels only: `rem` follows the page's root font. `!important` on `:host` wins over every rule of the page,
 * inline ones included.
 */
export const BUTTON_CSS = `
:host {
  all: initial !important;
  display: inline-block !important;
  vertical-align: middle !important;
  flex: none !important; align-self: center !important;
  margin: 0 4px !important;
  pointer-events: auto !important;
}
button {
  --bg: #fcfcfd; --hover: #f0f0f3; --active: #e8e8ec; --line: #8b8d98; --text: #1c2024;
  --mark: #3a5bc7; --chip: #3e63dd; --focus: #3e63dd;
  all: unset;
  box-sizing: border-box;
  display: inline-flex; align-items: center; gap: 6px;
  height: 28px; min-width: 24px; padding: 0 10px 0 8px;
  border: 1px solid var(--line); border-radius: 6px;
  background: var(--bg); color: var(--text);
  font: 500 13px/18px system-ui, "Segoe UI", Roboto, sans-serif;
  white-space: nowrap; cursor: pointer; user-select: none;
  transition: background-color 100ms ease-out;
}
button[data-tone="dark"] {
  --bg: #212225; --hover: #272a2d; --active: #2e3135; --line: #696e77; --text: #edeef0;
  --mark: #9eb1ff; --chip: #3e63dd; --focus: #9eb1ff;
}
button:hover { background: var(--hover); }
button:active, button[aria-expanded="true"] { background: var(--active); }
button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; box-shadow: 0 0 0 2px var(--bg); }
svg { width: 16px; height: 16px; flex: none; color: var(--mark); }
.count {
  box-sizing: border-box; min-width: 18px; padding: 0 5px; border-radius: 9px; text-align: center;
  background: var(--chip); color: #fff; font: 600 12px/18px system-ui, "Segoe UI", Roboto, sans-serif;
  font-variant-numeric: tabular-nums;
}
[hidden], .count:empty { display: none; }
@media (pointer: coarse) { button { height: 44px; } }
@media (prefers-reduced-motion: reduce) { button { transition: none; } }
@media (forced-colors: active) {
  button { border-color: ButtonBorder; background: ButtonFace; color: ButtonText; }
  svg { color: currentColor; }
  .count { border: 1px solid currentColor; line-height: 16px; }
}
`;

const CORNERS = {
  'bottom-right': 'inset: auto 16px 16px auto',
  'bottom-left': 'inset: auto auto 16px 16px',
  'top-right': 'inset: 16px 16px auto auto',
  'top-left': 'inset: 16px auto auto 16px',
} as const;

/** For a page where no anchor was found: a corner of the window. */
export function dockedCss(corner: keyof typeof CORNERS): string {
  const place = CORNERS[corner].replaceAll(/(?=;|$)/g, ' !important');
  return `:host { position: fixed !important; ${place}; z-index: 2147483646 !important; margin: 0 !important; }
button { box-shadow: 0 6px 18px -4px #0000001f; }`;
}
