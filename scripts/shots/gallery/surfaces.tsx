import type { JSX } from 'preact';

/** The pages that can be looked at. Each brings its own styles, so only one is loaded at a time. */
export type Surface =
  | 'overlay'
  | 'tab'
  | 'popup'
  | 'options'
  | 'diagnose'
  | 'processes'
  | 'activities'
  | 'bars'
  | 'picker';

const LOADERS: Record<Surface, () => Promise<() => JSX.Element>> = {
  async overlay() {
    document.documentElement.dataset.framed = '';
    await import('../../../entrypoints/overlay/overlay.css');
    const { Overlay } = await import('../../../entrypoints/overlay/overlay.tsx');
    return () => <Overlay />;
  },
  async tab() {
    await import('../../../entrypoints/overlay/overlay.css');
    const { TaskTab } = await import('../../../entrypoints/overlay/task-tab.tsx');
    return () => <TaskTab task="t-1" />;
  },
  async popup() {
    await import('../../../entrypoints/popup/popup.css');
    const { Popup } = await import('../../../entrypoints/popup/popup.tsx');
    return () => <Popup />;
  },
  async options() {
    document.documentElement.dataset.density = 'comfortable';
    await import('../../../entrypoints/options/options.css');
    const { Options } = await import('../../../entrypoints/options/options.tsx');
    return () => <Options />;
  },
  async diagnose() {
    document.documentElement.dataset.density = 'comfortable';
    await import('../../../entrypoints/diagnose/diagnose.css');
    const { Diagnose } = await import('../../../entrypoints/diagnose/diagnose.tsx');
    return () => <Diagnose />;
  },
  async processes() {
    document.documentElement.dataset.density = 'comfortable';
    await import('../../../entrypoints/processes/processes.css');
    const { Processes } = await import('../../../entrypoints/processes/processes.tsx');
    return () => <Processes />;
  },
  async activities() {
    document.documentElement.dataset.density = 'comfortable';
    await import('../../../entrypoints/activities/activities.css');
    const { Activities } = await import('../../../entrypoints/activities/activities.tsx');
    return () => <Activities />;
  },
  async picker() {
    const { Picker } = await import('./picker.tsx');
    return () => <Picker />;
  },
  async bars() {
    const { Bars } = await import('./bars.tsx');
    return () => <Bars />;
  },
};

/** Loads a page with its styles and gives what draws it. */
export function show(surface: Surface): Promise<() => JSX.Element> {
  return LOADERS[surface]();
}
