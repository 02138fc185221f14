import { useEffect, useRef, useState } from 'preact/hooks';
import { Loading } from '../../../components/loading.tsx';
import { text } from '../../../components/text.ts';
import type { DrawnCalendar, Hands, Sheet } from './draw-calendar.ts';

interface Props {
  sheet: Sheet;
  hands: Hands;
}

/** Draws the sheet. The code that draws is loaded when the first calendar is wanted. */
export function CalendarSheet({ sheet, hands }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnCalendar | null>(null);
  const [ready, setReady] = useState(false);
  const latest = useRef({ sheet, hands });
  latest.current = { sheet, hands };

  useEffect(() => {
    let wanted = true;
    void import('./draw-calendar.ts').then(({ drawCalendar }) => {
      if (!wanted || !root.current) return;
      drawn.current = drawCalendar(root.current, latest.current.sheet, {
        open: (id) => latest.current.hands.open(id),
        move: (...how) => latest.current.hands.move(...how),
        resize: (...how) => latest.current.hands.resize(...how),
        draw: (...when) => latest.current.hands.draw(...when),
      });
      setReady(true);
    });
    return () => {
      wanted = false;
      drawn.current?.close();
      drawn.current = null;
    };
  }, []);
  useEffect(() => drawn.current?.update(sheet), [sheet]);

  return (
    <>
      {!ready && <Loading label={text('diaryLoading')} />}
      <div class={`calendar-sheet calendar-${sheet.scale}`} ref={root} />
    </>
  );
}
