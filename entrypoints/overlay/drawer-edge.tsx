import { text } from '../../components/text.ts';
import { followDrag } from './drag.ts';
import { useDrawerWidth } from './drawer-width.ts';
import { type DrawerWindow, WIDTHS, widerBy } from './drawer-window.ts';

/**
 * The inner edge of the drawer: dragged, or moved by the arrow keys, it makes the drawer wider or narrower. Enter and
 * a double click make it as wide as usual.
 */
export function DrawerEdge({ drawer }: { drawer: DrawerWindow }) {
  const { width, asked } = useDrawerWidth();
  const { side, resize } = drawer;
  const ask = (wanted: number) => resize(asked.ask(wanted), 'remember');
  const usual = () => {
    asked.forget();
    resize(null, 'remember');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = widerBy(event.key, side);
    const jump = { Home: WIDTHS.least, End: WIDTHS.most }[event.key];
    if (by !== null) ask(asked.base + by);
    else if (jump) ask(jump);
    else if (event.key === 'Enter') usual();
    else return;
    event.preventDefault();
  };
  const onPointerDown = (event: PointerEvent) => {
    const { currentTarget } = event;
    if (event.button !== 0 || !(currentTarget instanceof HTMLElement)) return;
    asked.forget();
    const begun = innerWidth;
    const widthAt = (shift: number) => begun + (side === 'right' ? -shift : shift);
    followDrag(event, currentTarget, {
      moved: (shift) => resize(widthAt(shift), 'for-now'),
      dropped: (shift) => resize(widthAt(shift), 'remember'),
      cancelled: drawer.restore,
    });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule is no control; this is the splitter of the ARIA patterns.
    <div
      class={`drawer-edge drawer-edge-${side}`}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={text('drawerWidth')}
      title={text('drawerWidth')}
      aria-valuenow={width}
      aria-valuemin={WIDTHS.least}
      aria-valuemax={WIDTHS.most}
      aria-valuetext={text('drawerPixels', String(width))}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onDblClick={usual}
    />
  );
}
