/** What travels between the background and the scripts in a CRM page. */
import * as z from 'zod/mini';
import { Id, Text } from '../protocol/index.ts';

/** Sent once by the trigger when the URL looks like a record page; the background injects the host script. */
export const TriggerMessage = z.strictObject({ type: z.literal('record-page') });

export const Box = z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type Box = z.infer<typeof Box>;

export const DrawerSide = z.enum(['left', 'right']);
export type DrawerSide = z.infer<typeof DrawerSide>;

/** Where the drawer stands. */
export const DrawerPlace = z.strictObject({
  side: DrawerSide,
  /** In CSS pixels; null: as wide as usual. */
  width: z.nullable(z.number()),
});
export type DrawerPlace = z.infer<typeof DrawerPlace>;

export const HostToBackground = z.discriminatedUnion('type', [
  /** The record that the tab shows now; null: none, or not known yet. The background adds the system. */
  z.strictObject({
    type: z.literal('record'),
    record: z.nullable(z.strictObject({ type: Id, id: Id, title: z.nullable(Text) })),
  }),
  /**
   * A trusted click on the Process button, with the button's box in the viewport. On a list with the records
   * that are ticked at this moment; null: not a list.
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
          url: z.string().check(z.maxLength(4000)),
        }),
      ),
    ),
  }),
  /** The person dismissed the overlay from the outside (a press beside the menu). */
  z.strictObject({ type: z.literal('dismiss') }),
  /** The page has taken the overlay away; what stood there has to be shown elsewhere. */
  z.strictObject({ type: z.literal('lost') }),
  /** The drawer stands on this side now: it may have gone out of the way of something. */
  z.strictObject({ type: z.literal('drawer-stands'), side: DrawerSide }),
  /** The overlay's script has to run in this document: it is about to be used for the first time. */
  z.strictObject({ type: z.literal('overlay-wanted') }),
  /** Answer to `probe`; `problem` null: the overlay is on top, opaque and unclipped. */
  z.strictObject({ type: z.literal('probed'), id: z.number(), problem: z.nullable(Text) }),
]);
export type HostToBackground = z.infer<typeof HostToBackground>;

export const BackgroundToHost = z.discriminatedUnion('type', [
  /** Which adapter to use here: data of `lib/sites`, chosen by the tab's origin. */
  z.strictObject({ type: z.literal('site'), site: z.unknown() }),
  /** Show the overlay; the frame is made on first use with this one-time nonce in its hash. */
  z.strictObject({
    type: z.literal('show'),
    view: z.enum(['menu', 'drawer', 'page', 'band']),
    box: z.nullable(Box),
    nonce: Id,
    /** Where the person wants the drawer. */
    place: DrawerPlace,
  }),
  /** The person moves the drawer: by so many pixels to the right of its place, which is theirs by now. */
  z.strictObject({ type: z.literal('place'), place: DrawerPlace, shift: z.number() }),
  /** The person has pressed the keys of the Process button. */
  z.strictObject({ type: z.literal('press') }),
  z.strictObject({ type: z.literal('hide') }),
  z.strictObject({ type: z.literal('size'), width: z.number(), height: z.number() }),
  /** A band goes to the next corner. */
  z.strictObject({ type: z.literal('move') }),
  z.strictObject({ type: z.literal('probe'), id: z.number() }),
  /** How many tasks of this record wait for me: drawn on the Process button. */
  z.strictObject({ type: z.literal('count'), waiting: z.number() }),
]);
export type BackgroundToHost = z.infer<typeof BackgroundToHost>;
