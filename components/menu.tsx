import './menu.css';
import type { JSX, TargetedKeyboardEvent, TargetedMouseEvent } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { focusStart } from './focus-start.ts';
import { Icon, type IconName } from './icon.tsx';
import { menuAction } from './menu.keys.ts';

export interface MenuItem {
  /** Stays the same over updates, so that the focus stays where it is. */
  key: string;
  label: string;
  icon: IconName;
  /** A word at the end of the row: how many, or what is happening. */
  note?: string | undefined;
  /** A second line. */
  below?: string | undefined;
  disabled?: boolean;
  act: (event: TargetedMouseEvent<HTMLButtonElement>) => void;
}

export interface MenuGroup {
  /** Where two groups can have the same heading. */
  key?: string;
  heading: string;
  items: MenuItem[];
}

interface Props {
  name: string;
  groups: MenuGroup[];
  onClose: () => void;
}

/** A menu with one tab stop, after the APG pattern; the first item has the focus when it opens. */
export function Menu({ name, groups, onClose }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const items = groups.flatMap((group) => group.items);
  const [current, setCurrent] = useCurrent(items);

  useEffect(() => focusStart(() => focusItem(root.current, 0)), []);

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const action = menuAction(event.key, { labels: items.map((item) => item.label), current });
    if (!action) return;
    event.preventDefault();
    if ('close' in action) return onClose();
    setCurrent(action.move);
    focusItem(root.current, action.move);
  };

  let index = -1;
  return (
    <div class="menu" role="menu" aria-label={name} tabIndex={-1} ref={root} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <Group key={group.key ?? group.heading} heading={group.heading}>
          {group.items.map((item) => {
            index += 1;
            const own = index;
            return (
              <Row key={item.key} item={item} current={own === current} onFocus={() => setCurrent(own)} />
            );
          })}
        </Group>
      ))}
    </div>
  );
}

function Group({ heading, children }: { heading: string; children: JSX.Element[] }) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a menu, a group may
    <div class="menu-group" role="group" aria-labelledby={id}>
      <div class="menu-heading" id={id} role="presentation">
        {heading}
      </div>
      {children}
    </div>
  );
}

function Row({ item, current, onFocus }: { item: MenuItem; current: boolean; onFocus: () => void }) {
  return (
    <button
      type="button"
      class="menu-item"
      role="menuitem"
      tabIndex={current ? 0 : -1}
      aria-disabled={item.disabled || undefined}
      onFocus={onFocus}
      onClick={(event) => {
        if (!item.disabled) item.act(event);
      }}
    >
      <Icon name={item.icon} />
      <span class="menu-item-label">{item.label}</span>
      {item.note && <span class="menu-item-note">{item.note}</span>}
      {item.below && <span class="menu-item-below">{item.below}</span>}
    </button>
  );
}

/** The focused item by key: a push that adds or removes rows leaves the focus on it, or on the next one. */
function useCurrent(items: readonly MenuItem[]): [number, (index: number) => void] {
  const [focused, setFocused] = useState<{ key: string; index: number }>({ key: '', index: 0 });
  const kept = items.findIndex((item) => item.key === focused.key);
  const current = kept >= 0 ? kept : Math.max(0, Math.min(focused.index, items.length - 1));
  return [current, (index) => setFocused({ key: items[index]?.key ?? '', index })];
}

function focusItem(root: HTMLElement | null, index: number): void {
  root?.querySelectorAll<HTMLElement>('[role="menuitem"]')[index]?.focus();
}
