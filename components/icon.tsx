import AlertCircle from '@tabler/icons-preact/dist/esm/icons/IconAlertCircle.mjs';
import AlertTriangle from '@tabler/icons-preact/dist/esm/icons/IconAlertTriangle.mjs';
import ArrowBackUp from '@tabler/icons-preact/dist/esm/icons/IconArrowBackUp.mjs';
import ArrowDown from '@tabler/icons-preact/dist/esm/icons/IconArrowDown.mjs';
import ArrowForwardUp from '@tabler/icons-preact/dist/esm/icons/IconArrowForwardUp.mjs';
import ArrowLeft from '@tabler/icons-preact/dist/esm/icons/IconArrowLeft.mjs';
import ArrowRight from '@tabler/icons-preact/dist/esm/icons/IconArrowRight.mjs';
import ArrowUp from '@tabler/icons-preact/dist/esm/icons/IconArrowUp.mjs';
import Ban from '@tabler/icons-preact/dist/esm/icons/IconBan.mjs';
import Bell from '@tabler/icons-preact/dist/esm/icons/IconBell.mjs';
import Bolt from '@tabler/icons-preact/dist/esm/icons/IconBolt.mjs';
import Bookmark from '@tabler/icons-preact/dist/esm/icons/IconBookmark.mjs';
import Books from '@tabler/icons-preact/dist/esm/icons/IconBooks.mjs';
import Broadcast from '@tabler/icons-preact/dist/esm/icons/IconBroadcast.mjs';
import CalendarCheck from '@tabler/icons-preact/dist/esm/icons/IconCalendarCheck.mjs';
import ChartBar from '@tabler/icons-preact/dist/esm/icons/IconChartBar.mjs';
import ChevronDown from '@tabler/icons-preact/dist/esm/icons/IconChevronDown.mjs';
import ChevronRight from '@tabler/icons-preact/dist/esm/icons/IconChevronRight.mjs';
import CircleCheck from '@tabler/icons-preact/dist/esm/icons/IconCircleCheck.mjs';
import CircleDashed from '@tabler/icons-preact/dist/esm/icons/IconCircleDashed.mjs';
import CircleMinus from '@tabler/icons-preact/dist/esm/icons/IconCircleMinus.mjs';
import Clock from '@tabler/icons-preact/dist/esm/icons/IconClock.mjs';
import CloudOff from '@tabler/icons-preact/dist/esm/icons/IconCloudOff.mjs';
import Columns from '@tabler/icons-preact/dist/esm/icons/IconColumns.mjs';
import Copy from '@tabler/icons-preact/dist/esm/icons/IconCopy.mjs';
import Database from '@tabler/icons-preact/dist/esm/icons/IconDatabase.mjs';
import Dots from '@tabler/icons-preact/dist/esm/icons/IconDots.mjs';
import Download from '@tabler/icons-preact/dist/esm/icons/IconDownload.mjs';
import Edit from '@tabler/icons-preact/dist/esm/icons/IconEdit.mjs';
import ExternalLink from '@tabler/icons-preact/dist/esm/icons/IconExternalLink.mjs';
import Filter from '@tabler/icons-preact/dist/esm/icons/IconFilter.mjs';
import FolderOpen from '@tabler/icons-preact/dist/esm/icons/IconFolderOpen.mjs';
import Forms from '@tabler/icons-preact/dist/esm/icons/IconForms.mjs';
import GitCompare from '@tabler/icons-preact/dist/esm/icons/IconGitCompare.mjs';
import GripVertical from '@tabler/icons-preact/dist/esm/icons/IconGripVertical.mjs';
import History from '@tabler/icons-preact/dist/esm/icons/IconHistory.mjs';
import InfoCircle from '@tabler/icons-preact/dist/esm/icons/IconInfoCircle.mjs';
import Layout from '@tabler/icons-preact/dist/esm/icons/IconLayout.mjs';
import SidebarLeft from '@tabler/icons-preact/dist/esm/icons/IconLayoutSidebar.mjs';
import SidebarRight from '@tabler/icons-preact/dist/esm/icons/IconLayoutSidebarRight.mjs';
import ListCheck from '@tabler/icons-preact/dist/esm/icons/IconListCheck.mjs';
import Loader from '@tabler/icons-preact/dist/esm/icons/IconLoader2.mjs';
import Login from '@tabler/icons-preact/dist/esm/icons/IconLogin.mjs';
import Mail from '@tabler/icons-preact/dist/esm/icons/IconMail.mjs';
import Maximize from '@tabler/icons-preact/dist/esm/icons/IconMaximize.mjs';
import MessageQuestion from '@tabler/icons-preact/dist/esm/icons/IconMessageQuestion.mjs';
import Paperclip from '@tabler/icons-preact/dist/esm/icons/IconPaperclip.mjs';
import PlayerPlay from '@tabler/icons-preact/dist/esm/icons/IconPlayerPlay.mjs';
import PlayerSkipForward from '@tabler/icons-preact/dist/esm/icons/IconPlayerSkipForward.mjs';
import PlugConnected from '@tabler/icons-preact/dist/esm/icons/IconPlugConnected.mjs';
import Plus from '@tabler/icons-preact/dist/esm/icons/IconPlus.mjs';
import Refresh from '@tabler/icons-preact/dist/esm/icons/IconRefresh.mjs';
import Schema from '@tabler/icons-preact/dist/esm/icons/IconSchema.mjs';
import Search from '@tabler/icons-preact/dist/esm/icons/IconSearch.mjs';
import Send from '@tabler/icons-preact/dist/esm/icons/IconSend.mjs';
import Settings from '@tabler/icons-preact/dist/esm/icons/IconSettings.mjs';
import Stethoscope from '@tabler/icons-preact/dist/esm/icons/IconStethoscope.mjs';
import ThumbUp from '@tabler/icons-preact/dist/esm/icons/IconThumbUp.mjs';
import Trash from '@tabler/icons-preact/dist/esm/icons/IconTrash.mjs';
import Upload from '@tabler/icons-preact/dist/esm/icons/IconUpload.mjs';
import User from '@tabler/icons-preact/dist/esm/icons/IconUser.mjs';
import UserShare from '@tabler/icons-preact/dist/esm/icons/IconUserShare.mjs';
import Users from '@tabler/icons-preact/dist/esm/icons/IconUsers.mjs';
import Variable from '@tabler/icons-preact/dist/esm/icons/IconVariable.mjs';
import X from '@tabler/icons-preact/dist/esm/icons/IconX.mjs';
import ZoomIn from '@tabler/icons-preact/dist/esm/icons/IconZoomIn.mjs';
import ZoomOut from '@tabler/icons-preact/dist/esm/icons/IconZoomOut.mjs';

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
  collapse: ChevronDown,
  continue: ArrowRight,
  external: ExternalLink,
  settings: Settings,
  diagnose: Stethoscope,
  copy: Copy,
  library: Books,
  log: History,
  statistics: ChartBar,
  upload: Upload,
  attachment: Paperclip,
  search: Search,
  'zoom-in': ZoomIn,
  'zoom-out': ZoomOut,
  fit: Maximize,
  back: ArrowLeft,
  delete: Trash,
  undo: ArrowBackUp,
  redo: ArrowForwardUp,
  up: ArrowUp,
  down: ArrowDown,
  download: Download,
  folder: FolderOpen,
  compare: GitCompare,
  timer: Clock,
  quick: Bolt,
  cancel: Ban,
  add: Plus,
  signal: Broadcast,
  record: Database,
  diagram: Schema,
  columns: Columns,
  bookmark: Bookmark,
  filter: Filter,
  skip: PlayerSkipForward,
  reassign: UserShare,
  variable: Variable,
  person: User,
  more: Dots,
  reminder: Bell,
  move: GripVertical,
  'to-left': SidebarLeft,
  'to-right': SidebarRight,
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
