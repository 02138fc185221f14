import { useEffect, useRef } from 'preact/hooks';
import { StageBar as HostBar } from '../lib/host/stage-bar/stage-bar.ts';
import type { StageBar as Bar } from '../lib/messaging/contract.ts';
import { locale, text } from './text.ts';

interface Props {
  bar: Bar;
  /** Hears which stage was pressed; without it the bar is there to be looked at. */
  onStage?: (stage: string) => void;
}

/** The stage bar as people will see it on the page of a record, drawn by what draws it there. */
export function StageBar({ bar, onStage }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<HostBar | null>(null);
  const heard = useRef(onStage);
  heard.current = onStage;
  useEffect(() => {
    const life = new AbortController();
    const words = { say: text, locale: locale() };
    const made = new HostBar(
      words,
      (act) => act.kind === 'move' && heard.current?.(act.stage),
      life.signal,
      'open',
    );
    drawn.current = made;
    if (place.current) made.put({ element: place.current, position: 'append' });
    return () => life.abort();
  }, []);
  useEffect(() => drawn.current?.draw(bar), [bar]);
  return <div ref={place} />;
}
