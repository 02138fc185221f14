import { Button, type ButtonLook, IconButton } from './button.tsx';
import { useLive } from './client.tsx';
import { openOnce } from './open-once.ts';
import { ACTIVITIES_PAGE } from './pages.ts';
import { text } from './text.ts';

interface Props {
  look?: ButtonLook;
  /** Only a picture, where there is little room. */
  small?: boolean;
  onOpened?: () => void;
}

/** Leads to list and calendar of the activities; nobody has any who is not signed in. */
export function ActivitiesButton({ look = 'secondary', small = false, onOpened }: Props) {
  const status = useLive({ kind: 'status' });
  if (!status || status.link === 'signed-out') return null;
  const open = () => void openOnce(ACTIVITIES_PAGE).then(onOpened);
  if (small) return <IconButton icon="perform-task" name={text('diaryTitle')} onClick={open} />;
  return (
    <Button look={look} icon="perform-task" onClick={open}>
      {text('diaryTitle')}
    </Button>
  );
}
