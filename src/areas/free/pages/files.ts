/** A list as a file of this computer is read in as a draft. */
import { type FreeContent, freeContent } from '../model.ts'

/** As in `loa zerorating`: a draft may say where it stands in the chain, which its signing decides anew. */
const PLACE = new Set(['version', 'previousSha256', 'issuedAt'])

export type ReadFile =
  | { readonly is: 'content'; readonly content: FreeContent }
  | { readonly is: 'not-json' }
  /** The first place that is wrong. */
  | { readonly is: 'wrong'; readonly where: string }

export function readDraftFile(text: string): ReadFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { is: 'not-json' }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { is: 'wrong', where: 'JSON' }
  const fields = Object.entries(value).filter(([name]) => !PLACE.has(name))
  const read = freeContent.safeParse({ inForceFrom: null, ...Object.fromEntries(fields) })
  if (read.success) return { is: 'content', content: read.data }
  const [issue] = read.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  return { is: 'wrong', where: [...(issue?.path ?? []), ...unknown].join('.') || 'JSON' }
}
