/** Pixels only, and `!important` on `:host`, as for the button. */
export const OVERLAY_CSS = `
:host {
  all: initial !important;
  display: block !important;
  position: fixed !important; inset: 0 auto auto 0 !important; width: 0 !important; height: 0 !important;
  pointer-events: auto !important;
}
dialog {
  all: unset;
  box-sizing: border-box; position: fixed; inset: var(--y) auto auto var(--x); width: var(--w); height: var(--h);
  overflow: hidden; background: #fcfcfd; pointer-events: auto;
  box-shadow: 0 0 0 1px #00002f26, 0 12px 32px -8px #00000029;
}
dialog:not(:popover-open, :modal) { display: none; }
dialog[data-view="menu"] { border-radius: 6px; box-shadow: 0 0 0 1px #00002f26, 0 6px 18px -4px #0000001f; }
dialog[data-view="drawer"] { border-radius: 12px 0 0 12px; }
dialog[data-view="page"] { border-radius: 12px; box-shadow: 0 0 0 1px #00002f26, 0 24px 64px -12px #0000003d; }
dialog[data-tone="dark"] { background: #111113; box-shadow: 0 0 0 1px #d6ebfd30, 0 24px 64px -12px #000000; }
dialog::backdrop { background: transparent; }
dialog[data-view="page"]:modal::backdrop { background: #00000052; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
@media (forced-colors: active) { dialog { border: 1px solid CanvasText; } }
`;
