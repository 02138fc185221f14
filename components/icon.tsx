import AlertCircle from '@tabler/icons-preact/dist/esm/icons/IconAlertCircle.mjs';
import AlertTriangle from '@tabler/icons-preact/dist/esm/icons/IconAlertTriangle.mjs';
import ArrowRight from '@tabler/icons-preact/dist/esm/icons/IconArrowRight.mjs';
import CalendarCheck from '@tabler/icons-preact/dist/esm/icons/IconCalendarCheck.mjs';
import ChevronRight from '@tabler/icons-preact/dist/esm/icons/IconChevronRight.mjs';
import CircleCheck from '@tabler/icons-preact/dist/esm/icons/IconCircleCheck.mjs';
import CircleDashed from '@tabler/icons-preact/dist/esm/icons/IconCircleDashed.mjs';
import CircleMinus from '@tabler/icons-preact/dist/esm/icons/IconCircleMinus.mjs';
import CloudOff from '@tabler/icons-preact/dist/esm/icons/IconCloudOff.mjs';
import Copy from '@tabler/icons-preact/dist/esm/icons/IconCopy.mjs';
import Edit from '@tabler/icons-preact/dist/esm/icons/IconEdit.mjs';
import ExternalLink from '@tabler/icons-preact/dist/esm/icons/IconExternalLink.mjs';
import Forms from '@tabler/icons-preact/dist/esm/icons/IconForms.mjs';
import InfoCircle from '@tabler/icons-preact/dist/esm/icons/IconInfoCircle.mjs';
import Layout from '@tabler/icons-preact/dist/esm/icons/IconLayout.mjs';
import ListCheck from '@tabler/icons-preact/dist/esm/icons/IconListCheck.mjs';
import Loader from '@tabler/icons-preact/dist/esm/icons/IconLoader2.mjs';
import Login from '@tabler/icons-preact/dist/esm/icons/IconLogin.mjs';
import Mail from '@tabler/icons-preact/dist/esm/icons/IconMail.mjs';
import MessageQuestion from '@tabler/icons-preact/dist/esm/icons/IconMessageQuestion.mjs';
import PlayerPlay from '@tabler/icons-preact/dist/esm/icons/IconPlayerPlay.mjs';
import PlugConnected from '@tabler/icons-preact/dist/esm/icons/IconPlugConnected.mjs';
import Refresh from '@tabler/icons-preact/dist/esm/icons/IconRefresh.mjs';
import Send from '@tabler/icons-preact/dist/esm/icons/IconSend.mjs';
import Settings from '@tabler/icons-preact/dist/esm/icons/IconSettings.mjs';
import Stethoscope from '@tabler/icons-preact/dist/esm/icons/IconStethoscope.mjs';
import ThumbUp from '@tabler/icons-preact/dist/esm/icons/IconThumbUp.mjs';
import Users from '@tabler/icons-preact/dist/esm/icons/IconUsers.mjs';
import X from '@tabler/icons-preact/dist/esm/icons/IconX.mjs';

/** The icons by what they mean here. No other file knows which library they come from. */
const icons = {
  'perform-task': CalendarCheck,
  'user-dialog': MessageQuestion,
  'open-edit-page': Edit,
  'auto-generated-page': Forms,
  'pre-configured-page': Layout,
  'send-email': Mail,
  approval: ThumbUp,
  process: PlayerPlay,
  tasks: ListCheck,
  role: Users,
  close: X,
  hint: InfoCircle,
  info: InfoCircle,
  ok: CircleCheck,
  warning: AlertTriangle,
  error: AlertCircle,
  unknown: CircleDashed,
  skipped: CircleMinus,
  busy: Loader,
  live: PlugConnected,
  offline: CloudOff,
  'sign-in': Login,
  queued: Send,
  retry: Refresh,
  next: ChevronRight,
  continue: ArrowRight,
  external: ExternalLink,
  settings: Settings,
  diagnose: Stethoscope,
  copy: Copy,
} as const;

export type IconName = keyof typeof icons;

interface IconProps {
  name: IconName;
  size?: 16 | 20;
}

/** A picture beside words: hidden from assistive technology, because the words say it. */
export function Icon({ name, size = 16 }: IconProps) {
  const Drawing = icons[name];
  return (
    <Drawing size={size} stroke={1.75} class={`icon icon-${name}`} aria-hidden="true" focusable="false" />
  );
}
