/** A process as an administrator draws it, once as it should be and once with a step that nobody performs. */
import { sampleBpmn } from '../../lib/testing/library-samples.ts';

/** One activity for sales. */
export const CONFIRM_ORDER = sampleBpmn({ key: 'confirm-order', review: false })
  .replace('name="Qualify a lead"', 'name="Confirm an order"')
  .replace('name="Ask for interest"', 'name="Confirm the order"')
  .replaceAll('"Ask"', '"Confirm"')
  .replaceAll('Ask_di', 'Confirm_di')
  .replace('value="user-dialog"', 'value="perform-task"')
  .replace(/<camunda:property name="throughline:answer[^>]*>/, '');

export const CONFIRM_ORDER_FAULTY = CONFIRM_ORDER.replace(/ camunda:assignee="[^"]*"/, '');
