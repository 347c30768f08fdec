/**
 * Which field of the compose page a fault belongs to, by its path in the content. Pure; ids are the only thing it knows
 * of the page.
 */
import type { FieldFault } from '../../../web/parts/error-summary.tsx'
import type { RoundContent } from '../model.ts'

/** Groups of fields that are faulty as one. */
const GROUPS = ['operators', 'audience.provinces', 'audience.excludes', 'window.daily'] as const

/** Id of the field of a path, such as `messages.0.variants.1.text` or `audience.provinces.3`; `content.` before it is the request's. */
export function fieldOf(path: string): string {
  const bare = path.replace(/^content\./, '')
  const group = GROUPS.find(name => bare === name || bare.startsWith(`${name}.`))
  return `round-${(group ?? bare).replaceAll('.', '-')}`
}

/** What is written, what is wrong with it, and what becomes of it. */
export interface Writing {
  readonly content: RoundContent
  readonly faults: readonly FieldFault[]
  readonly onChange: (content: RoundContent) => void
}

/** What the field of a path needs: where it is led to, and its fault. */
export function fieldAt(faults: readonly FieldFault[], path: string) {
  const id = fieldOf(path)
  return { id, error: faults.find(({ field }) => field === id)?.sentence ?? null }
}

/** Whether the path leads to a field that the page shows for this content; else the fault is the whole form's. */
export function hasField(content: RoundContent, path: string): boolean {
  const bare = path.replace(/^content\./, '')
  const text = /^messages\.(\d+)\.variants\.(\d+)\.(text|language)$/.exec(bare)
  if (text !== null) return content.messages[Number(text[1])]?.variants[Number(text[2])] !== undefined
  return FIELDS.has(bare) || GROUPS.some(name => bare === name || bare.startsWith(`${name}.`))
}

const FIELDS = new Set([
  'title',
  'source',
  'window.notBefore',
  'window.notAfter',
  'exerciseFirst',
  'sending.canary',
  'sending.segmentsPerSecondMax',
  'sending.receipts',
  'sending.receiptWaitSeconds',
  'sending.uncertain',
])
