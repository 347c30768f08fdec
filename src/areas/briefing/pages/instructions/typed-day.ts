/** Whether somebody has typed that very day: `5/12/2026` as well as `05/12/2026`, with dots or dashes. Pure. */
export function isDayTyped(typed: string, day: string): boolean {
  const found = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*$/.exec(typed)
  if (found === null) return false
  const [, date = '', month = '', year = ''] = found
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` === day
}
