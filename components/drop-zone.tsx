import './drop-zone.css';
import type { ComponentChildren, TargetedDragEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface Props {
  /** Shown while files are held over it. */
  label: string;
  disabled?: boolean;
  onDrop: (transfer: DataTransfer) => void;
  children: ComponentChildren;
}

/** A part of the page that files can be dropped on. Always beside a button that does the same. */
export function DropZone({ label, disabled = false, onDrop, children }: Props) {
  const [over, setOver] = useState(false);
  // Entering a child comes before leaving what is around it: only the count tells when all is left.
  const depth = useRef(0);
  const held = (event: TargetedDragEvent<HTMLDivElement>) =>
    !disabled && (event.dataTransfer?.types.includes('Files') ?? false);
  const count = (step: number) => {
    depth.current = Math.max(0, depth.current + step);
    setOver(depth.current > 0);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard has the button
    <div
      class="drop-zone"
      onDragEnter={(event) => held(event) && count(1)}
      onDragLeave={(event) => held(event) && count(-1)}
      onDragOver={(event) => held(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!held(event) || !event.dataTransfer) return;
        event.preventDefault();
        count(-depth.current);
        onDrop(event.dataTransfer);
      }}
    >
      {children}
      {over && (
        <div class="drop-zone-sign">
          <Icon name="upload" size={20} />
          <span>{label}</span>
        </div>
      )}
    </div>
  );
}
