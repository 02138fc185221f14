import './menu-button.css';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';
import { Menu, type MenuGroup } from './menu.tsx';

interface Props {
  /** What the choices are about, and the tooltip. */
  name: string;
  icon: IconName;
  groups: MenuGroup[];
}

/** A small button that opens a menu below itself. Escape and a press elsewhere close it. */
export function MenuButton({ name, icon, groups }: Props) {
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    root.current?.querySelector('.menu-box')?.scrollIntoView?.({ block: 'nearest' });
    const leave = ({ target }: Event) => {
      if (target instanceof Node && !root.current?.contains(target)) setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
    };
  }, [open]);
  const close = () => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };
  // What an item does may move the focus itself, to a dialog for example: the menu is closed before.
  const closing = groups.map((group) => ({
    ...group,
    items: group.items.map((item) => ({
      ...item,
      act: (event: Parameters<typeof item.act>[0]) => {
        close();
        item.act(event);
      },
    })),
  }));
  return (
    <div class="menu-button" ref={root}>
      <button
        type="button"
        class="button button-icon"
        aria-label={name}
        title={name}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon name={icon} size={20} />
      </button>
      {open && (
        <div class="menu-box" id={id}>
          <Menu name={name} groups={closing} onClose={close} />
        </div>
      )}
    </div>
  );
}
