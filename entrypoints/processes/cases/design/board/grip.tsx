import { Icon } from '../../../../../components/icon.tsx';

/** Where one takes hold of an item: Firefox lets nobody drag by a button. */
export function Grip() {
  return (
    <span class="design-grip" aria-hidden="true">
      <Icon name="move" />
    </span>
  );
}
