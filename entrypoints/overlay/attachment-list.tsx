import './attachment-list.css';
import { useId, useRef } from 'preact/hooks';
import { FileButton, IconButton } from '../../components/button.tsx';
import { descriptionIds, FieldError, FieldHelp } from '../../components/field.tsx';
import { fileSize } from '../../components/file-size.ts';
import { Icon } from '../../components/icon.tsx';
import { text } from '../../components/text.ts';
import { ATTACHMENTS } from '../../lib/protocol/index.ts';
import type { AttachedFile, Attachments } from './use-attachments.ts';

/** The files of an e-mail, to be chosen and removed. */
export function AttachmentList({
  files,
  problem,
  add,
  remove,
  readonly,
}: Attachments & { readonly: boolean }) {
  const id = useId();
  const choose = useRef<HTMLButtonElement>(null);
  const help = text('attachmentsHelp', String(ATTACHMENTS.files), fileSize(ATTACHMENTS.bytes));
  if (readonly && files.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame and a legend that cannot be laid out
    <div class="field" role="group" aria-labelledby={`${id}-label`}>
      <span class="field-label" id={`${id}-label`}>
        {text('attachments')}
      </span>
      {!readonly && <FieldHelp id={id} help={help} />}
      <div aria-live="polite" aria-relevant="additions text">
        {files.length > 0 && (
          <ul class="attachments">
            {files.map((file) => (
              <Row
                key={file.id}
                file={file}
                onRemove={
                  readonly || file.busy
                    ? null
                    : () => {
                        // The button that was pressed goes with its row.
                        choose.current?.focus();
                        remove(file);
                      }
                }
              />
            ))}
          </ul>
        )}
      </div>
      {!readonly && (
        <div class="quiet-line">
          <FileButton
            look="quiet"
            icon="add"
            buttonRef={choose}
            describedBy={descriptionIds(id, help, problem)}
            onFiles={add}
          >
            {text('attachmentsChoose')}
          </FileButton>
        </div>
      )}
      <div role="alert">
        <FieldError id={id} error={problem} />
      </div>
    </div>
  );
}

function Row({ file, onRemove }: { file: AttachedFile; onRemove: (() => void) | null }) {
  return (
    <li class="attachment">
      <Icon name={file.busy ? 'busy' : 'attachment'} />
      <bdi class="attachment-name">{file.name}</bdi>
      <span class="attachment-size">{file.busy ? text('attachmentBusy') : fileSize(file.size)}</span>
      {onRemove && <IconButton icon="close" name={text('attachmentRemove', file.name)} onClick={onRemove} />}
    </li>
  );
}
