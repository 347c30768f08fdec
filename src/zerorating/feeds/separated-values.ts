/**
 * Tables as CSV: RFC 4180, UTF-8, CRLF. Pure.
 *
 * A cell that a spreadsheet would take for a formula gets an apostrophe before it: what people write in a title must not
 * become a command at an operator. Such cells are never keys: numbers, hosts, prefixes and instants begin otherwise.
 */

/** The header first. */
export function separatedValues(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map(row => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
