/** What one engine command changes about one instance: collected effect by effect, then written in one go. */
import type {
  LinkedRecord,
  Origin,
  PageContent,
  ProcessName,
  InstanceStatus as Status,
  TaskEnd,
  User,
  Values,
} from '../../lib/protocol/index.ts';
import type { EventName, Incident, Job, OpenedTask, Performer } from '../engine/model.ts';
import type { StepTable, TaskTable } from '../store/schema.ts';
import type { Tx } from '../store/store.ts';
import type { Acting } from './acting.ts';
import type { CaseTurn } from './cases/turn.ts';
import type { Outbox } from './channels.ts';
import type { Errand } from './errands.ts';
import type { Surroundings } from './surroundings.ts';

/** The instance that a change is made to, as it was before. */
export interface Subject {
  id: string;
  process: ProcessName;
  status: Status;
  caption: string;
  record: LinkedRecord | null;
  startedBy: string | null;
  startedAt: Date;
  origin: Origin;
  parent: string | null;
  parentStep: string | null;
  root: string;
  businessKey: string | null;
  traced: boolean;
  failedAt: Date | null;
  revision: number;
  logHead: number;
}

/** A row of `step` as it is written: at its beginning whole, afterwards what changes. */
export type StepEntry = Pick<StepTable, 'id' | 'element' | 'type' | 'name' | 'parent' | 'index'>;
export interface StepStanding {
  status: StepTable['status'];
  ended: boolean;
  by: string | null;
  outcome: string | string[] | null;
  incident: Incident | null;
}

/** A task that opens with this change. `end` is set when it has been closed by the same change. */
export interface TaskDraft {
  id: string;
  task: OpenedTask;
  /** Who performs it: as the task says, or the manager of whom it says. */
  performer: Performer;
  /** The employee whose manager performs it; null: they perform it themselves. */
  managerOf: string | null;
  /** Id of its activity. */
  activity: string | null;
  record: LinkedRecord | null;
  end: TaskEnd['reason'] | null;
}

/** What becomes of an open task that is put off, and of its activity. */
export interface Replanned {
  /** Null: as it is. */
  title: string | null;
  start: Date;
  due: Date | null;
  activity: {
    id: string;
    /** The task had none. */
    fresh: boolean;
    remindAt: Date | null;
    remindAuthorAt: Date | null;
    showInCalendar: boolean;
  };
}

export interface LogEntry {
  element: string | null;
  event: string;
  data: Record<string, unknown>;
}

/** What a change has collected so far. */
export interface Change {
  readonly tx: Tx;
  readonly around: Surroundings;
  readonly subject: Subject;
  /** True while the instance is being started. */
  readonly fresh: boolean;
  readonly actor: User | null;
  /** Who waits for the system work that follows; null: nobody. */
  readonly acting: Acting | null;
  readonly at: Date;
  /** The step that the command is about; who acted has ended this one. */
  readonly about: string | null;
  /** What the person added when they completed the step; for the log. */
  details: string | null;
  caption: string;
  ended: { status: 'completed' | 'cancelled'; error: { code: string; message: string } | null } | null;
  readonly log: LogEntry[];
  readonly entered: Map<string, StepEntry>;
  readonly standings: Map<string, StepStanding>;
  /** What stands in the way of steps now, by step. */
  readonly problems: Map<string, Incident>;
  readonly opened: Map<string, TaskDraft>;
  readonly closing: Map<string, TaskEnd['reason']>;
  readonly reassigned: Map<string, Performer>;
  /** What the pages of open tasks show from now on, by step. */
  readonly redrawn: Map<string, PageContent>;
  /** Open tasks with other dates, by step. */
  readonly replanned: Map<string, Replanned>;
  /** Steps that are completed although the person has cancelled their activity (behaviour 7.3). */
  readonly calledOff: Set<string>;
  /** What keeps performers from the records of their tasks, by step. */
  readonly obstacles: Map<string, TaskTable['obstacle']>;
  readonly subscribed: Map<string, { step: string; element: string; event: EventName }>;
  readonly unsubscribed: string[];
  readonly jobs: Map<string, Job>;
  /** Steps whose jobs are done or no longer wanted. */
  readonly endedJobs: Set<string>;
  /** Steps whose jobs have failed for good, and why. */
  readonly deadJobs: Map<string, string>;
  /** How the case stands after it; null: it is a process. */
  caseTurn: CaseTurn | null;
  /** Events are added here, to be published at the end of the transaction; null: with the change. */
  readonly outbox: Outbox | null;
  readonly signals: { name: string; variables: Values }[];
  readonly errands: Errand[];
  /** Keys of errands that nobody wants any more. */
  readonly dropped: string[];
}

/** What a change is made with besides the instance. */
export interface Occasion {
  actor: User | null;
  acting?: Acting | null;
  at: Date;
  about?: string | null;
  details?: string | null;
  /** Which steps had a problem before. */
  problems?: Map<string, Incident>;
  fresh?: boolean;
  outbox?: Outbox | null;
}

/** Starts to collect a change. */
export function beginChange(around: Surroundings, tx: Tx, subject: Subject, occasion: Occasion): Change {
  const {
    actor,
    acting = null,
    at,
    about = null,
    details = null,
    problems = new Map(),
    fresh = false,
    outbox = null,
  } = occasion;
  return {
    ...{ tx, around, subject, fresh, actor, acting, at, about, details, problems, outbox },
    caption: subject.caption,
    ended: null,
    log: [],
    entered: new Map(),
    standings: new Map(),
    opened: new Map(),
    closing: new Map(),
    reassigned: new Map(),
    redrawn: new Map(),
    replanned: new Map(),
    calledOff: new Set(),
    obstacles: new Map(),
    subscribed: new Map(),
    unsubscribed: [],
    jobs: new Map(),
    endedJobs: new Set(),
    deadJobs: new Map(),
    signals: [],
    errands: [],
    dropped: [],
    caseTurn: null,
  };
}

/** Takes note of how a step stands now, and of what stands in its way. */
export function setStanding(change: Change, step: string, standing: Partial<StepStanding>): void {
  const whole: StepStanding = {
    ...{ status: 'running', ended: false, by: null, outcome: null, incident: null },
    ...standing,
  };
  change.standings.set(step, whole);
  if (whole.incident) change.problems.set(step, whole.incident);
  else change.problems.delete(step);
}
