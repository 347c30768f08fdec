/** Any value of a detail as text, so that nothing is hidden. */
export function spelled(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(spelled).join(', ')
  return JSON.stringify(value)
}
