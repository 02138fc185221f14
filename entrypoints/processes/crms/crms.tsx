import './crms.css';
import { NeedsPermission, useMay } from '../../../components/answer.tsx';
import { useLive } from '../../../components/client.tsx';
import { text } from '../../../components/text.ts';
import type { SectionProps } from '../section-props.ts';
import { ViewHead } from '../view-head.tsx';
import { CrmList } from './crm-list.tsx';
import { CrmView } from './crm-view.tsx';

/** The CRMs of the company: all, or one of them. */
export function CrmsSection({ path: [system] }: SectionProps) {
  const user = useLive({ kind: 'status' })?.user ?? null;
  const may = useMay()('manage-definitions');
  if (user && !may)
    return (
      <>
        <ViewHead title={text('crmsTitle')} />
        <NeedsPermission permission="manage-definitions" />
      </>
    );
  return system === undefined ? <CrmList /> : <CrmView system={system} />;
}
