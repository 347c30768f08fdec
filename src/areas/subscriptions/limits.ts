/** How often somebody may have letters sent to an address that need not be theirs, and what is kept for how long. */

const HOUR_MS = 3_600_000
/** What nobody confirmed by then is deleted. */
export const CONFIRM_WITHIN_MS = 48 * HOUR_MS
/** Confirmations to one address in that time: a second one for whom the first was lost, and not a third. */
export const ASKS_MAX = 2
export const ASK_AGAIN_MS = 10 * 60_000
/** Of mail, and of web push: beyond, somebody signs up strangers. */
export const CONFIRMATIONS_WAITING_MAX = 20_000
/** Of one network: a household or a ward's office, and not a list of strangers. */
export const ASKS_OF_NETWORK = { max: 10, seconds: 3600 }
/** Of everybody, by mail and by web push each: beyond, it is no crowd that wants to be told but somebody who has many networks. */
export const ASKS_OF_ALL = { max: 20_000, seconds: 3600 }
/** To mailboxes of one domain: most people are at one of a few. */
export const ASKS_OF_DOMAIN = { max: 10_000, seconds: 3600 }
/** To one mailbox, in all its spellings: as many as to one address. */
export const LETTERS_TO_MAILBOX = { max: ASKS_MAX, seconds: CONFIRM_WITHIN_MS / 1000 }
/** As many times a message came back that may have been for the moment: then it is for good. */
export const BOUNCES_MAX = 3
/** Confirmations go on by themselves: whoever signs up strangers' addresses stops them for no longer. */
export const CONFIRM_REST_MS = HOUR_MS
/** So long a correction may still want to know who got the bulletin. */
export const UNLINK_AFTER_MS = 40 * 24 * HOUR_MS
