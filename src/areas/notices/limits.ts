/** How soon and how often somebody is told, and what is kept for how long. */
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** What comes together goes into one letter: so long after the first of it. */
export const COLLECT_MS = { urgent: 5000, usual: MINUTE_MS }
/** Between two letters to one person by one way. */
export const REST_MS = { urgent: 5 * MINUTE_MS, usual: 15 * MINUTE_MS }
/** The newest that are looked at: more is no work of people. */
export const THINGS_MAX = 5000
/** It says what stands when it leaves, however late. */
export const LETTER_UNTIL_MS = 7 * DAY_MS
/** Of one whose server was away for a day: tried again so much later. */
export const AGAIN_MS = 2 * HOUR_MS
/** So long a push service keeps it for a browser that is away. */
export const PUSH_LIFE_MS = { urgent: 4 * HOUR_MS, usual: DAY_MS }
/** Things that a letter names one by one. */
export const NAMED_MAX = 10
export const NAMED_IN_PUSH_MAX = 3
/** An operator's node that was not heard for so long is away. It tries again within a minute by itself. */
export const AWAY_MS = 10 * MINUTE_MS
/** That an operator is back is news for so long. What was sent back stays until somebody goes on with it. */
export const NEWS_MS = 7 * DAY_MS
/** What was sent, for whoever wants to know why somebody was not told. */
export const LETTERS_KEPT_MS = 40 * DAY_MS

/** Confirmations that a person may have sent to addresses which need not be theirs, in that time. */
export const ASKS_MAX = 3
export const CONFIRM_WITHIN_MS = 48 * HOUR_MS
/** As many times mail came back that may have been for the moment: then it is for good. */
export const BOUNCES_MAX = 3
export const BROWSERS_MAX = 10
/** A queue that has stopped by itself goes on after this: nobody is told by it that nobody is told. */
export const BRAKE_REST_MS = HOUR_MS
