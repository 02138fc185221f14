import type { RecordPage } from './schema.ts';

/**
 * A record page of which only the address is known for sure: the button docks in the corner, and the record goes by its
 * id. Better than a place that was guessed.
 */
export const DOCKED: Omit<RecordPage, 'url' | 'type' | 'types'> = {
  active: 'body',
  title: [],
  anchors: [],
  keepClear: [],
};

/** The source of a pattern for the 36 characters of a UUID, in either case. */
export const UUID = '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}';
