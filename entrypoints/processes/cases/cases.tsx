import type { FunctionComponent } from 'preact';
import { LibraryList } from '../library/library-list.tsx';
import type { SectionProps } from '../section-props.ts';
import { UnknownPage } from '../unknown-page.tsx';
import { BoardView } from './board/board-view.tsx';
import { Designer } from './design/designer.tsx';
import { FiguresView } from './figures/figures-view.tsx';

/** The pages of one case, by the part of the path behind its key. */
const PAGES: Readonly<Record<string, FunctionComponent<{ process: string }>>> = {
  board: BoardView,
  design: Designer,
  figures: FiguresView,
};

/** Cases: all of them, or a page of one. */
export function Cases({ path: [process, page = 'board'] }: SectionProps) {
  if (process === undefined) return <LibraryList />;
  const View = Object.hasOwn(PAGES, page) ? PAGES[page] : undefined;
  return View ? <View key={process} process={process} /> : <UnknownPage />;
}
