import '../library/process/process.css';
import { useAnswer, useMay } from '../../../components/answer.tsx';
import { hrefOf } from '../../../components/route.ts';
import { type MessageKey, text } from '../../../components/text.ts';
import { ViewHead } from '../view-head.tsx';

/** What leads from one page of a case to another, in the order of the links. */
const PAGES = {
  board: 'casePageBoard',
  figures: 'casePageFigures',
} as const satisfies Record<string, MessageKey>;

interface Props {
  process: string;
  page: keyof typeof PAGES;
}

/** The head of a page of a case: which case, and its other pages. */
export function CaseHead({ process, page }: Props) {
  const entry = useAnswer({ type: 'process', process }).result?.process.entry;
  const name = entry?.name ?? process;
  const designs = useMay()('manage-definitions');
  return (
    <>
      <ViewHead
        title={name}
        back={{ href: hrefOf(['library'], { language: 'case' }), label: text('processesLibrary') }}
      />
      <nav class="process-tabs" aria-label={text('casePages')}>
        {Object.entries(PAGES).map(([code, label]) => (
          <a
            key={code}
            href={hrefOf(['cases', process, code])}
            aria-current={code === page ? 'page' : undefined}
          >
            {text(label)}
          </a>
        ))}
        {designs && <a href={hrefOf(['cases', process, 'design'])}>{text('designOpen')}</a>}
        <a href={hrefOf(['library', process])}>{text('casePageLibrary')}</a>
      </nav>
    </>
  );
}
