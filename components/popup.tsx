import './popup.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Button } from './button.tsx';
import type { IconName } from './icon.tsx';

interface Props {
  label: string;
  icon: IconName;
  children: ComponentChildren | ((close: () => void) => ComponentChildren);
}

/** A button that opens something small below itself. Escape and a press elsewhere close it. */
export function Popup({ label, icon, children }: Props) {
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>('.popup-box :is(input, select, button)')?.focus();
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPress);
    return () => document.removeEventListener('pointerdown', onPress);
  }, [open]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the Escape of what is in it
    <div
      class="popup"
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.preventDefault();
        close();
      }}
    >
      <Button icon={icon} buttonRef={button} expanded={open} controls={id} onClick={() => setOpen(!open)}>
        {label}
      </Button>
      {open && (
        <div class="popup-box" id={id}>
          {typeof children === 'function' ? children(close) : children}
        </div>
      )}
    </div>
  );
}
