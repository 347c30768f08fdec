/** Limits that the kiosk knows too: no schema and nothing of Node comes with them. */

/** A second measurement that comes later than this is a new one. */
export const SECOND_WITHIN_MS = 90 * 60_000
/** After the wait is over: who has not come back by then is told to the duty officer. */
export const MISSED_AFTER_MS = 20 * 60_000
