/** What a note is. Shapes only; runs in a browser too. */
import { z } from 'zod'
import { line } from '../../authority/actor.ts'
import { instant } from '../../directive/documents.ts'

export const NOTES_MAX = 3

export const note = z.strictObject({ id: z.uuid(), text: line, at: instant, by: z.string() })
export type Note = z.infer<typeof note>
