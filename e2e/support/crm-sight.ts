/** Runs in the pages of a CRM: what of ours is there, and what the person has typed. */

/** What is in the page. */
export interface CrmSight {
  /** The address, without the origin. */
  path: string;
  /** Process buttons and stage bars, wherever they are; overlays that have been left. */
  buttons: number;
  bars: number;
  barHeight: number;
  /** Whether the one button can be seen. */
  isSeen: boolean;
  /** Whether rows can be ticked. */
  hasBoxes: boolean;
  /** How many rows are. */
  ticked: number;
  /** What the CRM itself calls the record. */
  title: string;
  /** What the person has typed and what stands there instead. */
  changed: { typed: string; stands: string }[];
}

export function lookAtCrm(selectors: { boxes: string; title: string }): CrmSight {
  const all = (tag: string, root: ParentNode = document): Element[] => [
    ...root.querySelectorAll(tag),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? all(tag, shadowRoot) : [])),
  ];
  const seen = (selector: string) =>
    [...document.querySelectorAll(selector)].filter((one) =>
      one.checkVisibility({ visibilityProperty: true }),
    );
  const [bar] = all('throughline-stages');
  const buttons = all('throughline-button');
  const boxes = seen(selectors.boxes);
  const titles = seen(selectors.title).map((one) => {
    const { value } = one as HTMLInputElement;
    return (typeof value === 'string' ? value : (one.textContent ?? '')).replace(/\s+/g, ' ').trim();
  });
  const typed = (globalThis as { typed?: { field: HTMLInputElement; value: string }[] }).typed ?? [];
  return {
    path: location.pathname + location.search + location.hash,
    buttons: buttons.length,
    bars: all('throughline-stages').length,
    barHeight: bar?.getBoundingClientRect().height ?? 0,
    isSeen: buttons[0]?.checkVisibility({ visibilityProperty: true }) === true,
    hasBoxes: boxes.length > 0,
    ticked: boxes.filter((one) => (one as HTMLInputElement).checked).length,
    title: titles.find(Boolean) ?? '',
    changed: typed
      .filter(({ field, value }) => field.isConnected && field.value !== value)
      .map(({ field, value }) => ({ typed: value, stands: field.value })),
  };
}

/** Keeps in mind what stands in the field that has the focus, if it is this one: only the person may change it. */
export function noteTyped(selector: string): boolean {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return false;
  if (!field.matches(selector)) return false;
  Object.assign(globalThis, { typed: [{ field, value: field.value }] });
  return true;
}

/** The middle of one of the elements that can be seen and reached; null: there is none. */
export function pointAt({
  selector,
  index,
}: {
  selector: string;
  index: number;
}): { x: number; y: number } | null {
  const all = [...document.querySelectorAll(selector)].filter((one) =>
    one.checkVisibility({ visibilityProperty: true }),
  );
  const one = all[index % Math.max(all.length, 1)];
  if (!one) return null;
  one.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const { x, y, width, height } = one.getBoundingClientRect();
  const point = { x: x + width / 2, y: y + Math.min(height / 2, 12) };
  const hit = document.elementFromPoint(point.x, point.y);
  return hit && (one.contains(hit) || hit.contains(one)) ? point : null;
}
