/** By which clock days and months are, and how far ahead the overview looks. Apart from shapes: the page where one lands loads none. */

/** Of what comes: so many days, today the first. */
export const STRIP_DAYS = 14
