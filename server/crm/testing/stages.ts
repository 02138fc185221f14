/** The jobs by which a case keeps its stage in its record, tried on a CRM that runs (behaviour 8.5). */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookAtStage, writeStage } from '../../actions/case-stage.ts';
import { contextOf, refusalOf } from '../../actions/testing/context.ts';
import type { Connector, RecordData } from '../connector.ts';

/** A type of record whose field holds the stage of a case. */
export interface StagedType {
  open(): Connector;
  type: string;
  field: string;
  /** A new record, which has the first stage by itself. */
  fresh: (title: string) => RecordData;
  /** Three stages, each of which may follow on the one before. */
  stages: readonly [string, string, string];
}

/** Writes and reads the stage as a case does; `stagedOf` is asked once everything that it needs has been started. */
export function describeStages(name: string, stagedOf: () => StagedType): void {
  describe(`the stage of a case in ${name}`, () => {
    const tag = randomUUID().slice(0, 8);
    let staged: StagedType;
    let crm: Connector;
    let id: string;

    beforeEach(async () => {
      staged = stagedOf();
      crm = staged.open();
      id = await crm.add(staged.type, staged.fresh(`Staged ${tag}`));
    });
    afterEach(async () => {
      if (await crm.readOne(staged.type, id, [])) await crm.remove(staged.type, id);
    });

    const place = () => ({ system: 'here', type: staged.type, id, field: staged.field });
    const write = (value: string, expected?: string | string[]) =>
      writeStage(async () => crm)({ ...place(), value, ...(expected ? { expected } : {}) }, contextOf());
    const look = () => lookAtStage(async () => crm)(place(), contextOf());

    it('is read', async () => {
      expect(await look()).toEqual({ outcome: 'seen', value: staged.stages[0] });
    });

    it('[M36] is written where the record is as it was, and is told of as a change', async () => {
      const [first, second] = staged.stages;
      const { cursor } = await crm.changedSince(staged.type, null);
      expect(await write(second, first)).toEqual({ outcome: 'written', value: second });
      expect(await look()).toEqual({ outcome: 'seen', value: second });
      const { changes } = await crm.changedSince(staged.type, cursor);
      expect(changes.map(({ id: changed }) => changed)).toContain(id);
    });

    it('is found by a second attempt', async () => {
      const [first, second] = staged.stages;
      await write(second, first);
      expect(await write(second, first)).toEqual({ outcome: 'written', value: second });
    });

    it('is not written over what somebody else has set, unless a person says so', async () => {
      const [first, second, third] = staged.stages;
      await crm.modify(staged.type, id, { [staged.field]: second });
      expect(await write(third, first)).toEqual({ outcome: 'conflict', value: second });
      expect(await look()).toEqual({ outcome: 'seen', value: second });
      expect(await write(third)).toEqual({ outcome: 'written', value: third });
    });

    it('of a record that is gone is neither read nor written', async () => {
      await crm.remove(staged.type, id);
      expect(await look()).toEqual({ outcome: 'gone', value: null });
      expect(await write(staged.stages[1])).toEqual({ outcome: 'gone', value: null });
    });

    it('that the CRM does not know is refused for good, and the record stays as it is', async () => {
      expect(await refusalOf(write('nowhere'))).toMatchObject({ retryable: false });
      expect(await look()).toEqual({ outcome: 'seen', value: staged.stages[0] });
    });
  });
}
