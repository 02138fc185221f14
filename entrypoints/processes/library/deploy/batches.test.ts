import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../../lib/protocol/index.ts';
import { batchesOf } from './batches.ts';

const process = (name: string, refersTo = '', padding = 0) => ({
  name,
  text: `<userTask camunda:formRef="${refersTo}"/>${' '.repeat(padding)}`,
});
const form = (name: string, id: string) => ({ name, text: JSON.stringify({ id }) });
const names = (batch: { name: string }[] | undefined) => batch?.map(({ name }) => name);

/** So long that two of them do not fit into one message. */
const LONG = Math.floor(LIMITS.messageBytes * 0.45);

describe('the files of a deployment', () => {
  it('travel together where they fit into one message, a shared form once', () => {
    const files = [process('a.bpmn', 'f'), process('b.bpmn', 'f'), form('x/f.form', 'other')];
    expect(batchesOf(files).batches.map(names)).toEqual([['a.bpmn', 'x/f.form', 'b.bpmn']]);
  });

  it('are divided where they do not, and a form goes with every process that names it by file or id', () => {
    const files = [
      process('a.bpmn', 'first', LONG),
      process('b.bpmn', 'second', LONG),
      process('c.bpmn', 'second.form', LONG),
      form('first.form', 'x'),
      form('second.form', 'second'),
    ];
    expect(batchesOf(files).batches.map(names)).toEqual([
      ['a.bpmn', 'first.form', 'b.bpmn', 'second.form'],
      ['c.bpmn', 'second.form'],
    ]);
  });

  it('name forms that nobody refers to, and processes that are too large for a message', () => {
    const files = [
      process('a.bpmn'),
      process('b.bpmn', '', LIMITS.messageBytes),
      form('loose.form', 'loose'),
    ];
    expect(batchesOf(files)).toMatchObject({ tooLarge: ['b.bpmn'], unused: ['loose.form'] });
    expect(batchesOf(files).batches.map(names)).toEqual([['a.bpmn']]);
  });

  it('are no message at all where there is no process', () => {
    expect(batchesOf([form('loose.form', 'loose')]).batches).toEqual([]);
  });

  it('are never larger than a message may be', () => {
    const files = Array.from({ length: 9 }, (_, index) => process(`${index}.bpmn`, '', LONG));
    const { batches } = batchesOf(files);
    const largest = Math.max(...batches.map((batch) => JSON.stringify(batch).length));
    expect(largest).toBeLessThan(LIMITS.messageBytes);
    expect(batches.flat()).toHaveLength(9);
  });
});
