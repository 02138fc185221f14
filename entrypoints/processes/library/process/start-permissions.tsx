import { useState } from 'preact/hooks';
import { IconButton } from '../../../../components/button.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { text } from '../../../../components/text.ts';
import type { Assignee, StartPermission } from '../../../../lib/protocol/index.ts';
import { AssigneePicker } from '../../log/assignee-picker.tsx';

interface Props {
  permissions: readonly StartPermission[];
  manages: boolean;
  onChange: (permissions: StartPermission[]) => void;
}

/** Who may start a process by hand: lines in an order, of which the first that fits a person decides. */
export function StartPermissions({ permissions, manages, onChange }: Props) {
  const [said, setSaid] = useState('');
  const move = (index: number, by: number) => {
    const moved = [...permissions];
    const [line] = moved.splice(index, 1);
    if (!line) return;
    moved.splice(index + by, 0, line);
    onChange(moved);
    setSaid(text('permissionsMoved', nameOf(line), String(index + by + 1)));
  };
  const add = (assignee: Assignee | null) => {
    if (!assignee) return;
    const { id, name } = assignee;
    const line: StartPermission = {
      account: assignee.type === 'user' ? { id, name } : null,
      role: assignee.type === 'role' ? { id, name } : null,
      allowed: true,
    };
    onChange([...permissions.filter((one) => keyOf(one) !== keyOf(line)), line]);
  };
  return (
    <fieldset class="permissions">
      <legend>{text('permissionsTitle')}</legend>
      <p class="process-help">{text('permissionsHelp')}</p>
      {permissions.length === 0 && <p>{text('permissionsNone')}</p>}
      <ol>
        {permissions.map((line, index) => (
          <Line
            key={keyOf(line)}
            line={line}
            manages={manages}
            onAllow={(allowed) =>
              onChange(permissions.map((one) => (one === line ? { ...line, allowed } : one)))
            }
            onUp={index > 0 ? () => move(index, -1) : null}
            onDown={index < permissions.length - 1 ? () => move(index, 1) : null}
            onRemove={() => onChange(permissions.filter((one) => one !== line))}
          />
        ))}
      </ol>
      <p class="visually-hidden" role="status">
        {said}
      </p>
      {manages && (
        <AssigneePicker name="assignee" label={text('permissionsAdd')} roles value="" onChoose={add} />
      )}
    </fieldset>
  );
}

interface LineProps {
  line: StartPermission;
  manages: boolean;
  onAllow: (allowed: boolean) => void;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
  onRemove: () => void;
}

function Line({ line, manages, onAllow, onUp, onDown, onRemove }: LineProps) {
  const name = nameOf(line);
  return (
    <li class="permission">
      <Icon name={line.role ? 'role' : 'person'} />
      <span class="permission-name">{name}</span>
      {manages ? (
        <>
          <select
            class="control control-short"
            aria-label={text('permissionsOf', name)}
            value={line.allowed ? 'allow' : 'deny'}
            onChange={(event) => onAllow(event.currentTarget.value === 'allow')}
          >
            <option value="allow">{text('permissionsAllow')}</option>
            <option value="deny">{text('permissionsDeny')}</option>
          </select>
          <span class="permission-buttons">
            {onUp && <IconButton icon="up" name={text('permissionsUp', name)} onClick={onUp} />}
            {onDown && <IconButton icon="down" name={text('permissionsDown', name)} onClick={onDown} />}
            <IconButton icon="delete" name={text('permissionsRemove', name)} onClick={onRemove} />
          </span>
        </>
      ) : (
        <span>{text(line.allowed ? 'permissionsAllow' : 'permissionsDeny')}</span>
      )}
    </li>
  );
}

function nameOf({ account, role }: StartPermission): string {
  return account?.name ?? role?.name ?? text('somebody');
}

function keyOf({ account, role }: StartPermission): string {
  return account ? `account ${account.id}` : `role ${role?.id}`;
}
