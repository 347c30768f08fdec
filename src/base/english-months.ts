/** Months of an English date in words, in their order: the same on every platform. Knows no clock. Runs in a browser too. */
export const ENGLISH_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
