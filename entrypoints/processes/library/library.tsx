import type { SectionProps } from '../sections.ts';
import { LibraryList } from './library-list.tsx';

/** The library: all processes. */
export function Library(_: SectionProps) {
  return <LibraryList />;
}
