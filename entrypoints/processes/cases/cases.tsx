import type { FunctionComponent } from 'preact';
import { later } from '../../../components/later.tsx';
import { Loading } from '../../../components/loading.tsx';
import { text } from '../../../components/text.ts';
import { LibraryList } from '../library/library-list.tsx';
import type { SectionProps } from '../section-props.ts';
import { UnknownPage } from '../unknown-page.tsx';
import { BoardView } from './board/board-view.tsx';
import { FiguresView } from './figures/figures-view.tsx';

/** With all settings that steps can have: most people never design a case. */
const Designer = later(
  () => import('./design/designer.tsx').then((loaded) => loaded.Designer),
  () => <Loading label={text('caseLoading')} />,
);

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
