/** What travels between the background and the scripts in a CRM page. */
import * as z from 'zod/mini';
import { CaseStageView, Id, StageAgreement, StageVisit, Text } from '../protocol/index.ts';

/**
 * What the trigger says. `page-opened`: a document has come, at which addresses of this site is there something to do? If its
 * own is one of these, the background injects the host script before it answers.
 * `record-page`: its address is one of these; the background injects the host script.
 */
export const TriggerMessage = z.strictObject({ type: z.enum(['page-opened', 'record-page']) });
export type TriggerMessage = z.infer<typeof TriggerMessage>;

/**
 * The answer to `page-opened`: patterns over path, query and hash; null: the site is not known, or not yet, or the host script
 * is there already.
 */
export type TriggerAnswer = readonly string[] | null;

export const Box = z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type Box = z.infer<typeof Box>;

/** What can be wrong with the overlay at the moment of a click that counts; the words are those of `PHRASES`. */
export const OverlayProblem = z.enum(['hidden', 'recent', 'outside', 'covered', 'faded']);
export type OverlayProblem = z.infer<typeof OverlayProblem>;

export const DrawerSide = z.enum(['left', 'right']);
export type DrawerSide = z.infer<typeof DrawerSide>;

/** Where the drawer stands. */
export const DrawerPlace = z.strictObject({
  side: DrawerSide,
  /** In CSS pixels; null: as wide as usual. */
  width: z.nullable(z.number()),
});
export type DrawerPlace = z.infer<typeof DrawerPlace>;

/** A stage as the bar draws it; of people, the CRM's page is given the names only. */
export const BarStage = z.strictObject({
  ...CaseStageView.shape,
  visits: z.array(z.strictObject({ ...StageVisit.shape, by: z.nullable(Text) })),
});
export type BarStage = z.infer<typeof BarStage>;

/** The stage bar of the record that the page shows: what is drawn, and nothing else of the case. */
export const StageBar = z.strictObject({
  /** Of the case. */
  name: Text,
  /** `offered`: none runs yet, this one could begin. */
  status: z.enum(['offered', 'running', 'completed', 'cancelled', 'error']),
  stage: z.nullable(Id),
  /** In the order of the bar. */
  stages: z.array(BarStage),
  agreement: StageAgreement,
  /** The name of another case that fits better, or of another version of this one. */
  change: z.nullable(Text),
  mayMove: z.boolean(),
  /** Steps of the stage that are open. */
  open: z.number(),
  /** Where the person has sent it, until the server has moved it. */
  moving: z.nullable(Id),
  /** Why what the person did last was refused. */
  refused: z.nullable(Text),
});
export type StageBar = z.infer<typeof StageBar>;

const CASE_ABOUT = [
  z.strictObject({ kind: z.literal('move'), stage: Id }),
  /** Wants to see the next steps. */
  z.strictObject({ kind: z.literal('steps') }),
  /** Wants to decide between case and CRM. */
  z.strictObject({ kind: z.literal('settle') }),
  z.strictObject({ kind: z.literal('change') }),
  z.strictObject({ kind: z.literal('start') }),
] as const;

/** What a page about the case of a record is opened for. */
export const CaseAbout = z.discriminatedUnion('kind', CASE_ABOUT);
export type CaseAbout = z.infer<typeof CaseAbout>;

/** What a person does at the stage bar. */
export const BarAct = z.discriminatedUnion('kind', [
  ...CASE_ABOUT,
  /** Has read why something was refused. */
  z.strictObject({ kind: z.literal('read') }),
]);
export type BarAct = z.infer<typeof BarAct>;

export const HostToBackground = z.discriminatedUnion('type', [
  /** The record that the tab shows now; null: none, or not known yet. The background adds the system. */
  z.strictObject({
    type: z.literal('record'),
    record: z.nullable(z.strictObject({ type: Id, id: Id, title: z.nullable(Text) })),
  }),
  /**
   * A trusted click on the Process button, with the button's box in the viewport. On a list with the records
   * that are ticked at this moment, as far as its rows say it; null: not a list.
   */
  z.strictObject({
    type: z.literal('menu'),
    box: Box,
    selected: z.nullable(
      z.array(
        z.strictObject({
          type: Id,
          id: Id,
          title: z.nullable(Text),
          url: z.nullable(z.string().check(z.maxLength(4000))),
        }),
      ),
    ),
  }),
  /** The address has a word for the record's type that the page has to be asked about. */
  z.strictObject({ type: z.literal('ask') }),
  /** Whether what the adapter names was found on the page of a record of this type, once the page has come to rest. */
  z.strictObject({
    type: z.literal('places'),
    of: Id,
    missing: z.nullable(z.enum(['page', 'place'])),
  }),
  /** The person dismissed the overlay from the outside (a press beside the menu). */
  z.strictObject({ type: z.literal('dismiss') }),
  /** The page has taken the overlay away; what stood there has to be shown elsewhere. */
  z.strictObject({ type: z.literal('lost') }),
  /** The drawer stands on this side now: it may have gone out of the way of something. */
  z.strictObject({ type: z.literal('drawer-stands'), side: DrawerSide }),
  /** The overlay's script has to run in this document: it is about to be used for the first time. */
  z.strictObject({ type: z.literal('overlay-wanted') }),
  /**
   * A trusted press on the stage bar, with the box of what was pressed. `sure`: it stood there, in sight and not
   * covered; otherwise nothing is done before the person has confirmed it in a page of ours.
   */
  z.strictObject({
    type: z.literal('bar'),
    /** Whose bar it is. */
    record: z.strictObject({ type: Id, id: Id }),
    act: BarAct,
    box: Box,
    sure: z.boolean(),
  }),
  /** Answer to `probe`; `problem` null: the overlay is on top, opaque and unclipped. */
  z.strictObject({ type: z.literal('probed'), id: z.number(), problem: z.nullable(OverlayProblem) }),
]);
export type HostToBackground = z.infer<typeof HostToBackground>;

export const BackgroundToHost = z.discriminatedUnion('type', [
  /** The texts that scripts in the page show, with places for what is filled in: comes before all else. */
  z.strictObject({ type: z.literal('words'), texts: z.record(z.string(), z.string()), locale: z.string() }),
  /** Which adapter to use here: data of `lib/sites`, chosen by the tab's origin. */
  z.strictObject({ type: z.literal('site'), site: z.unknown() }),
  /** The page has said which type a word in its address stands for. */
  z.strictObject({ type: z.literal('learn'), word: z.string(), means: Id }),
  /** Show the overlay; the frame is made on first use with this one-time nonce in its hash. */
  z.strictObject({
    type: z.literal('show'),
    view: z.enum(['menu', 'case', 'drawer', 'page', 'band']),
    box: z.nullable(Box),
    nonce: Id,
    /** Where the person wants the drawer. */
    place: DrawerPlace,
  }),
  /** The person moves the drawer: by so many pixels to the right of its place, which is theirs by now. */
  z.strictObject({ type: z.literal('place'), place: DrawerPlace, shift: z.number() }),
  /** The person has pressed the keys of the Process button. */
  z.strictObject({ type: z.literal('press') }),
  /** The person asks for what is on show already: it goes above all, and takes the focus. */
  z.strictObject({ type: z.literal('reach') }),
  z.strictObject({ type: z.literal('hide') }),
  z.strictObject({ type: z.literal('size'), width: z.number(), height: z.number() }),
  /** A band goes to the next corner. */
  z.strictObject({ type: z.literal('move') }),
  z.strictObject({ type: z.literal('probe'), id: z.number() }),
  /** The stage bar of the record with this type and id; null: it has none. */
  z.strictObject({
    type: z.literal('bar'),
    record: z.strictObject({ type: Id, id: Id }),
    bar: z.nullable(StageBar),
  }),
  /** How many tasks of this record wait for me: drawn on the Process button. */
  z.strictObject({ type: z.literal('count'), waiting: z.number() }),
]);
export type BackgroundToHost = z.infer<typeof BackgroundToHost>;
