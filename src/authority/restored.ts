/** How a database that was made of a backup says so: everything that may go out is held before anybody is let in. */

/** The setting with the instant of the restore; null once all areas have held what is theirs. */
export const RESTORED = 'restored-at'
