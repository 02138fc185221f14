import { useState } from 'preact/hooks';
import { type Answered, useAnswer, useOrder } from '../../../components/answer.tsx';
import { Button, IconButton } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { Popup } from '../../../components/popup.tsx';
import { text } from '../../../components/text.ts';
import { TextInput } from '../../../components/text-input.tsx';
import type { SavedView } from '../../../lib/protocol/index.ts';
import { addressOfView, isNarrowed, type LogAddress, savedFilterOf } from './address.ts';

interface Props {
  address: LogAddress;
  onChoose: (address: LogAddress) => void;
}

type Asking = { what: 'save' } | { what: 'rename' | 'delete'; view: SavedView } | null;

/** Filters that this person has kept under a name. */
export function SavedViews({ address, onChoose }: Props) {
  const saved = useAnswer({ type: 'views' });
  const [asking, setAsking] = useState<Asking>(null);
  const views = saved.result?.views ?? [];
  return (
    <>
      <Popup label={text('views')} icon="bookmark">
        {(close) => (
          <div class="saved-views">
            {views.length === 0 && <p class="saved-views-none">{text('viewsNone')}</p>}
            <ul>
              {views.map((view) => (
                <li key={view.id} class="saved-view">
                  <Button
                    look="quiet"
                    onClick={() => {
                      close();
                      onChoose(addressOfView(view));
                    }}
                  >
                    {view.name}
                  </Button>
                  <IconButton
                    icon="open-edit-page"
                    name={text('viewRename', view.name)}
                    onClick={() => setAsking({ what: 'rename', view })}
                  />
                  <IconButton
                    icon="delete"
                    name={text('viewDelete', view.name)}
                    onClick={() => setAsking({ what: 'delete', view })}
                  />
                </li>
              ))}
            </ul>
            <Button icon="add" disabled={!isNarrowed(address)} onClick={() => setAsking({ what: 'save' })}>
              {text('viewSave')}
            </Button>
          </div>
        )}
      </Popup>
      {asking && <ViewDialog {...{ asking, address, saved }} onClose={() => setAsking(null)} />}
    </>
  );
}

interface DialogProps {
  asking: NonNullable<Asking>;
  address: LogAddress;
  saved: Answered<unknown>;
  onClose: () => void;
}

function ViewDialog({ asking, address, saved, onClose }: DialogProps) {
  const { busy, failure, order } = useOrder();
  const [name, setName] = useState('view' in asking ? asking.view.name : '');
  const [wrong, setWrong] = useState(false);
  const deleting = asking.what === 'delete';
  const submit = async () => {
    const named = name.trim();
    setWrong(named === '');
    if (named === '') return;
    const view =
      asking.what === 'save'
        ? { id: crypto.randomUUID(), name: named, filter: savedFilterOf(address, new Date()) }
        : { ...asking.view, name: named };
    const done = await order(deleting ? { type: 'view.delete', view: view.id } : { type: 'view.save', view });
    if (!done) return;
    saved.reload();
    onClose();
  };
  return (
    <Dialog
      title={titleOf(asking)}
      action={deleting ? text('viewDeleteDo') : text('save')}
      look={deleting ? 'danger' : 'primary'}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      {deleting ? (
        <p>{text('viewDeleteHelp')}</p>
      ) : (
        <TextInput
          name="view"
          label={text('viewName')}
          required
          maxLength={100}
          value={name}
          error={wrong ? text('viewNameMissing') : null}
          onInput={setName}
        />
      )}
      {failure && <ErrorBanner title={text('orderFailed')} error={failure} />}
    </Dialog>
  );
}

function titleOf(asking: NonNullable<Asking>): string {
  if (asking.what === 'save') return text('viewSave');
  return text(asking.what === 'rename' ? 'viewRename' : 'viewDelete', asking.view.name);
}
