/** The style of the sign-in pages: the design tokens of the extension, light and dark by the system. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --bg: #fcfcfd; --bg-page: #f0f0f3; --line: #d9d9e0; --line-control: #8b8d98;
  --text: #1c2024; --text-2: #60646c; --accent: #3e63dd; --accent-hover: #3358d4; --focus: #3e63dd;
  --danger-bg: #feebec; --danger-text: #641723; --danger-line: #ce2c31; --ring: #00002f26;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #18191b; --bg-page: #111113; --line: #363a3f; --line-control: #696e77;
    --text: #edeef0; --text-2: #b0b4ba; --accent: #3e63dd; --accent-hover: #435db1; --focus: #9eb1ff;
    --danger-bg: #3b1219; --danger-text: #ffd1d9; --danger-line: #ff9592; --ring: #d6ebfd30;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px;
  background: var(--bg-page); color: var(--text);
  font: 400 14px/20px system-ui, "Segoe UI", Roboto, sans-serif;
}
main {
  width: 100%; max-width: 360px; padding: 24px; border-radius: 12px; background: var(--bg);
  border: 1px solid transparent; box-shadow: 0 0 0 1px var(--ring), 0 12px 32px -8px #00000029;
}
.mark { display: block; color: var(--accent); margin-bottom: 16px; }
h1 { font-size: 20px; line-height: 28px; font-weight: 600; margin: 0 0 4px; }
p { margin: 0 0 16px; color: var(--text-2); overflow-wrap: anywhere; }
p:last-child { margin-bottom: 0; }
label { display: block; font-weight: 500; margin-bottom: 4px; }
input {
  display: block; width: 100%; min-height: 40px; padding: 8px 12px; margin-bottom: 16px; font: inherit;
  color: inherit; background: var(--bg); border: 1px solid var(--line-control); border-radius: 6px;
}
input[aria-invalid="true"] { border-color: var(--danger-line); }
button {
  width: 100%; min-height: 40px; padding: 8px 16px; font: inherit; font-weight: 600; color: #fff;
  background: var(--accent); border: 1px solid transparent; border-radius: 6px; cursor: pointer;
}
button:hover { background: var(--accent-hover); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.alert {
  display: flex; gap: 8px; padding: 12px; margin-bottom: 16px; border-radius: 6px;
  border: 1px solid transparent; background: var(--danger-bg); color: var(--danger-text);
}
.alert svg { flex: none; margin-top: 2px; }
.note { margin-top: 24px; padding-top: 16px; border-top: 1px solid var(--line); font-size: 13px; line-height: 18px; }
.note p { margin: 0; }
.note ul { margin: 4px 0 0; padding-left: 16px; }
code { font: 600 13px/18px ui-monospace, monospace; color: var(--text); }
@media (forced-colors: active) { main, .alert { border-color: CanvasText; } button { border-color: ButtonText; } }
`;
