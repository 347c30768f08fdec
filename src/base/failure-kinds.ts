/**
 * Failures of the usual kinds: whether a retry helps, whose it is to mend, HTTP status, exit code. A room's table says the
 * sentences, and what is not usual.
 */
import type { FailureKind } from './failure.ts'

type Sentences = Pick<FailureKind, 'vi' | 'en'>
type Codes = Omit<FailureKind, 'vi' | 'en'>

function kind<const Of extends Codes>(codes: Of) {
  return <const Said extends Sentences>(said: Said): Of & Said => ({ ...codes, ...said })
}

/** What was given can be read, but not be done. */
export const unprocessable = kind({ retry: 'never', blame: 'caller', http: 422, exit: 1 })
/** What was given cannot be read. */
export const malformed = kind({ retry: 'never', blame: 'caller', http: 400, exit: 1 })
/** It does not go with what is there. */
export const conflict = kind({ retry: 'never', blame: 'caller', http: 409, exit: 1 })
/** The command line is wrong. */
export const wrongUsage = kind({ retry: 'never', blame: 'caller', http: 400, exit: 2 })
/** What we keep is not as we wrote it. */
export const broken = kind({ retry: 'never', blame: 'us', http: 500, exit: 1 })
/** Not now. */
export const busy = kind({ retry: 'later', blame: 'us', http: 503, exit: 1 })
/** It went wrong on our side. */
export const failed = kind({ retry: 'later', blame: 'us', http: 500, exit: 1 })
/** This caller may not. */
export const refused = kind({ retry: 'never', blame: 'caller', http: 403, exit: 1 })
/** Who calls is not known. */
export const unknownCaller = kind({ retry: 'never', blame: 'caller', http: 401, exit: 1 })
/** Whom we ask does not answer. */
export const peerAway = kind({ retry: 'later', blame: 'peer', http: 502, exit: 1 })
/** Not on this machine. */
export const unsupported = kind({ retry: 'never', blame: 'caller', http: 501, exit: 1 })
/** There is no room for it. */
export const noRoom = kind({ retry: 'later', blame: 'caller', http: 507, exit: 1 })
/** It is larger than is taken. */
export const tooLarge = kind({ retry: 'never', blame: 'caller', http: 413, exit: 1 })
/** It is not there. */
export const missing = kind({ retry: 'never', blame: 'caller', http: 404, exit: 1 })
/** Too often. */
export const tooMany = kind({ retry: 'later', blame: 'caller', http: 429, exit: 1 })
