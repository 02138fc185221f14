/**
 * The protocol's version. Raised when a message changes so that an older peer would misread it; the server
 * refuses another number with `version-mismatch`, and the person is told which side to update.
 */
export const PROTOCOL_VERSION = 2;
