import * as z from 'zod/mini';

/**
 * The one table of errors, for HTTP and socket alike.
 *
 * `status` answers HTTP; `close` is set where the socket is closed with that code; `retryable` says whether
 * the same request can succeed later without being changed. `text` follows *Expected A, got B*, then what to
 * do; `{name}` is filled in by the thrower. A code is never reused.
 */
export const ERRORS = {
  'message-malformed': {
    status: 400,
    close: 4400,
    retryable: false,
    text: 'Expected a message as docs/protocol.md describes it, got one that fails at {where}: {problem}. Update the extension or correct the client.',
  },
  'message-too-large': {
    status: 413,
    close: 4413,
    retryable: false,
    text: 'Expected a message of at most {limit} bytes, got a larger one. Shorten what was entered and try again.',
  },
  'version-mismatch': {
    status: 426,
    close: 4426,
    retryable: false,
    text: 'Expected protocol version {expected}, got {got}. Update the older of the two: the extension or the process server.',
  },
  'not-signed-in': {
    status: 401,
    close: 4401,
    retryable: false,
    text: 'Expected a valid access token, got {problem}. Sign in again.',
  },
  'sign-in-cancelled': {
    status: 401,
    close: null,
    retryable: false,
    text: 'Expected a completed sign-in, got a window that was closed before. Choose Sign in to try again.',
  },
  'sign-in-refused': {
    status: 401,
    close: null,
    retryable: false,
    text: 'Expected the identity provider {issuer} to sign you in, got {problem}. Try again; if it stays, give this text to an administrator.',
  },
  'server-unreachable': {
    status: 502,
    close: null,
    retryable: true,
    text: 'Expected an answer from {server}, got {problem}. Check the server address and the network; what you entered is kept.',
  },
  'hello-expected': {
    status: 400,
    close: 4403,
    retryable: false,
    text: 'Expected `hello` as the first message, got {got}. Send `hello` once, first.',
  },
  'hello-late': {
    status: 408,
    close: 4408,
    retryable: true,
    text: 'Expected `hello` within {seconds} s of connecting, got nothing. Connect again.',
  },
  'rate-exceeded': {
    status: 429,
    close: 4429,
    retryable: true,
    text: 'Expected at most {limit} messages per {seconds} s, got more. Wait, then try again.',
  },
  'not-allowed': {
    status: 403,
    close: null,
    retryable: false,
    text: 'Expected somebody with the permission {permission}, got {who}. Ask an administrator for it.',
  },
  'process-unknown': {
    status: 404,
    close: null,
    retryable: false,
    text: 'Expected the key of a deployed and active process, got {key}. Choose one from the list of processes.',
  },
  'process-unfit': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected a record of a type that {process} is offered on ({types}), got {got}. Start it from such a record.',
  },
  'system-unknown': {
    status: 404,
    close: null,
    retryable: false,
    text: 'Expected the id of a CRM that the server knows ({known}), got {got}. Register the CRM with the server first.',
  },
  'system-taken': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected an id and addresses that no other CRM has, got {got}, which {name} has. Enter another one, or change that CRM.',
  },
  'task-unknown': {
    status: 404,
    close: null,
    retryable: false,
    text: 'Expected the id of a task of yours, got {task}. It may belong to somebody else; reload the list.',
  },
  'task-closed': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected an open task, got one that was {reason} by {by} at {at}. What you entered is kept; nothing was changed.',
  },
  'task-taken': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected a task that nobody has taken, got one that {by} has taken. Ask {by}, or assign it to yourself.',
  },
  'activity-unknown': {
    status: 404,
    close: null,
    retryable: false,
    text: 'Expected the id of an activity that you may see, got {activity}. It may have been deleted; reload the list.',
  },
  'activity-closed': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected an open activity, got one that is {status} since {at}. What you entered is kept; nothing was changed.',
  },
  'submission-unfit': {
    status: 422,
    close: null,
    retryable: false,
    text: 'Expected {expected} for {field}, got {got}. Correct it and send it again.',
  },
  'delegation-refused': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected of this approval {expected}, got {got}. Decide it, or ask an administrator for another approver.',
  },
  'mail-unset': {
    status: 503,
    close: null,
    retryable: false,
    text: 'Expected a mail server to send by, got none. Ask an administrator to set one; what you entered is kept.',
  },
  'mail-refused': {
    status: 502,
    close: null,
    retryable: false,
    text: 'Expected the mail server to take the e-mail, got its refusal: {problem}. Nothing was sent; correct it and send it again.',
  },
  'mail-unreachable': {
    status: 502,
    close: null,
    retryable: true,
    text: 'Expected an answer of the mail server, got none: {problem}. Nothing was sent; try again.',
  },
  'mail-underway': {
    status: 409,
    close: null,
    retryable: true,
    text: 'Expected an e-mail that nobody is sending, got one that is being sent. Wait a minute, then try again.',
  },
  'instance-unknown': {
    status: 404,
    close: null,
    retryable: false,
    text: 'Expected the id of an instance, got {id}. Choose one from the list of instances.',
  },
  'instance-closed': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected a running instance, got one that is {status}. Only a running instance can be cancelled.',
  },
  'stale-event': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected a timer, event, system action or called process that the instance still waits for, got {got}. Nothing was changed.',
  },
  'adapter-unfit': {
    status: 422,
    close: null,
    retryable: false,
    text: 'Expected a description of a CRM that reads its own examples right, got something else at {at}. Have it made again with this version.',
  },
  'step-unfit': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected {expected}, got {got}. Look at the instance again; nothing was changed.',
  },
  'starts-stopped': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected a process that may be started, got {process}, which is {state}. Ask an administrator to activate it.',
  },
  'start-unfit': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected a process with a start event for persons and callers, got {process}, which begins by its events only. Wait for one of them, or draw a start event without an event.',
  },
  'version-unknown': {
    status: 404,
    close: null,
    retryable: false,
    text: 'Expected a version of {process} that is deployed, got {version}. Choose one from its versions.',
  },
  'parameter-unfit': {
    status: 422,
    close: null,
    retryable: false,
    text: 'Expected {expected} for the parameter {parameter}, got {got}. Correct it and start again.',
  },
  'bulk-unknown': {
    status: 404,
    close: null,
    retryable: false,
    text: 'Expected the id of a running or recent bulk action, got {id}. It may have been deleted with old entries.',
  },
  'connection-failed': {
    status: 502,
    close: null,
    retryable: true,
    text: 'Expected the CRM {system} to answer, got {problem}. Check its connection and try again.',
  },
  'record-changed': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected {field} as the page has shown it, got {got}, which somebody has entered in the CRM meanwhile. Press again to put yours in its place, or enter theirs.',
  },
  'record-denied': {
    status: 403,
    close: null,
    retryable: false,
    text: 'Expected {expected}, got you, who may not. Ask an administrator of the CRM for the right; what you entered is kept.',
  },
  'record-refused': {
    status: 422,
    close: null,
    retryable: false,
    text: 'Expected the CRM to take what the page enters in {record}, got its refusal: {problem}. Correct it and send it again.',
  },
  'record-unshown': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected a record that the page can show, got a problem with {record}: {problem}. Look at it in the CRM, or ask an administrator.',
  },
  'account-unknown': {
    status: 404,
    close: null,
    retryable: false,
    text: 'Expected the id of an account, got {id}. Give the id of a user as tasks and instances show it.',
  },
  'definition-refused': {
    status: 422,
    close: null,
    retryable: false,
    text: 'Expected a process that can run, got {count} findings, the first: {first}. Correct them and deploy again.',
  },
  'route-unknown': {
    status: 404,
    close: null,
    retryable: false,
    text: 'Expected an address that the server serves, got {path}. See /docs for all of them.',
  },
  'schema-newer': {
    status: 503,
    close: null,
    retryable: false,
    text: 'Expected database schema {known} or older, got {found}. Start a newer process server.',
  },
  'case-exists': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected a record that no case guides yet, got one that {case} guides. Go on with that one, or change the case on the page of the record.',
  },
  'case-unfit': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected a record that {case} is for ({expected}), got {got}. Choose another record, or another case.',
  },
  'case-moved': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected the case as you last saw it, got one that has moved to {stage} since. Look at it again; nothing was changed.',
  },
  'case-blocked': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected the required steps of {stage} to be done, got open ones: {steps}. Complete them, then move on.',
  },
  'stage-closed': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected a stage that may follow {from}, got {to}. Choose one that the bar offers.',
  },
  'case-agreed': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected a case whose stage differs from that of its record, got one where they agree. There is nothing to decide any more.',
  },
  'case-underway': {
    status: 409,
    close: null,
    retryable: true,
    text: 'Expected a case without a change on its way, got one whose last change the server has not answered yet. Wait for it, then try again.',
  },
  'case-overlap': {
    status: 409,
    close: null,
    retryable: false,
    text: 'Expected at most one active case for each record, got {case} and {other}, which are both for {records}. Deactivate one of them, or narrow its condition.',
  },
  'server-stopping': {
    status: 503,
    close: 4503,
    retryable: true,
    text: 'Expected a running server, got one that is shutting down. The link comes back by itself.',
  },
  'server-fault': {
    status: 500,
    close: null,
    retryable: true,
    text: 'Expected the server to carry this out, got a fault of its own (reference {reference}). Try again; if it stays, give the reference to an administrator.',
  },
  'extension-fault': {
    status: 500,
    close: null,
    retryable: true,
    text: 'Expected the extension to carry this out, got a fault of its own: {problem}. Nothing that you entered is lost; try again.',
  },
  'page-unreachable': {
    status: 409,
    close: null,
    retryable: true,
    text: 'Expected a page of an allowed CRM in the tab that you look at, got another one. Go to the CRM, or allow its site in the options.',
  },
  'policy-forbids': {
    status: 403,
    close: null,
    retryable: false,
    text: 'Expected what your administrator lets you do in this browser, got {what}. Ask your administrator for it.',
  },
  'overlay-covered': {
    status: 409,
    close: null,
    retryable: true,
    text: 'Expected the step to be fully visible, got one that is not: {problem}. Nothing was sent; look at it and press again.',
  },
} as const satisfies Record<
  string,
  { status: number; close: number | null; retryable: boolean; text: string }
>;

export type ErrorCode = keyof typeof ERRORS;
export const ErrorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);
