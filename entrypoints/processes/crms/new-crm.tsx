import './crms.css';
import { Answer, NeedsPermission, useMay } from '../../../components/answer.tsx';
import { useLive } from '../../../components/client.tsx';
import { go, hrefOf } from '../../../components/route.ts';
import { text } from '../../../components/text.ts';
import { Panel } from '../panel.tsx';
import { ViewHead } from '../view-head.tsx';
import { NEW_CRM } from './crm-draft.ts';
import { CrmForm } from './crm-form.tsx';
import { useCrms } from './use-crms.ts';

/** Tells the server of a CRM, by the address of any page of it. */
export function NewCrm() {
  const user = useLive({ kind: 'status' })?.user ?? null;
  const may = useMay()('manage-definitions');
  const crms = useCrms();
  const head = (
    <ViewHead title={text('crmsAdd')} back={{ href: hrefOf(['crms']), label: text('crmsTitle') }} />
  );
  if (user && !may)
    return (
      <>
        {head}
        <NeedsPermission permission="manage-definitions" />
      </>
    );
  return (
    <>
      {head}
      <Answer of={crms} loading={text('crmsLoading')}>
        {({ systems }) => (
          <Panel title={text('crmsAbout')}>
            <CrmForm
              start={NEW_CRM}
              systems={systems}
              present={null}
              action={text('crmsAddThis')}
              onSaved={({ id }) => go(['crms', id])}
            />
          </Panel>
        )}
      </Answer>
    </>
  );
}
