/** Table of contents: who carries out each errand. */

import { checkAccess, noteGone } from '../domain/access.ts';
import { tellDeputies, turnAbsence } from '../domain/activities/absences.ts';
import { arriveAtStart, arriveAtStep } from '../domain/arrivals.ts';
import { doBulkItem } from '../domain/bulk.ts';
import { gatherRecords } from '../domain/cases/start-all.ts';
import { cancelChild, reportChild, startChild } from '../domain/children.ts';
import { lookAtRecord } from '../domain/edit-pages/look.ts';
import type { ErrandName, Errands } from '../domain/errands.ts';
import { runJob } from '../domain/jobs.ts';
import { sendNotice } from '../domain/notices.ts';
import { keepSchedule } from '../domain/schedules.ts';
import type { Surroundings } from '../domain/surroundings.ts';
import { fireTimer } from '../domain/timers.ts';

/** Carries out one errand; may be called again with the same payload. */
export type ErrandRunner<Name extends ErrandName> = (
  around: Surroundings,
  payload: Errands[Name],
  signal: AbortSignal,
) => Promise<unknown>;

/** All of them, by the name that they are posted under. */
export const ERRAND_RUNNERS: { [Name in ErrandName]: ErrandRunner<Name> } = {
  timer: fireTimer,
  event: arriveAtStep,
  trigger: arriveAtStart,
  schedule: keepSchedule,
  'child-start': startChild,
  'child-cancel': cancelChild,
  'child-ended': reportChild,
  job: runJob,
  bulk: doBulkItem,
  'case-gather': gatherRecords,
  access: checkAccess,
  'record-look': lookAtRecord,
  'record-gone': noteGone,
  notice: sendNotice,
  absence: turnAbsence,
  deputies: tellDeputies,
};

/** Those that wait for other machines: they have workers of their own, so that nothing else waits for them. */
export const SLOW_ERRANDS: readonly ErrandName[] = ['job', 'access', 'record-look', 'case-gather', 'notice'];
