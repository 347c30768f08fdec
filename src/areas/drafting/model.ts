/** Remarks on drafts, and templates of what was approved. Shapes alone; runs in a browser too. */
import { z } from 'zod'
import { line, paragraph } from '../../authority/actor.ts'
import { instant, languageTag, purpose, sha256, uuid } from '../../directive/documents.ts'

export const draftKind = z.enum(['round', 'bulletin'])
export type DraftKind = z.infer<typeof draftKind>

/** A remark is a sentence or two: what is longer belongs into the draft. */
export const REMARK_MAX = 1000
/** Of one draft, whatever its version. */
export const REMARKS_MAX = 200
export const TEMPLATES_MAX = 500

export const remarkText = paragraph.max(REMARK_MAX).pipe(z.string().min(1))

export const remark = z
  .strictObject({
    id: uuid,
    /** That was read. */
    version: z.int().min(1),
    text: z.string(),
    at: instant,
    by: z.string(),
    settled: z.strictObject({ at: instant, by: z.string() }).nullable(),
  })
  .meta({ id: 'Remark' })
export type Remark = z.infer<typeof remark>

/** One text in its languages. */
export const approvedText = z.array(z.strictObject({ language: languageTag, text: z.string() }))
export type ApprovedText = z.infer<typeof approvedText>

export const templateLine = z
  .strictObject({
    id: uuid,
    kind: draftKind,
    name: line,
    note: paragraph,
    purpose,
    /** What it says, in order. */
    texts: z.array(approvedText),
    /** Of which round or bulletin, in which version. */
    sourceId: uuid,
    sourceTitle: z.string(),
    version: z.int().min(1),
    /** Of what two people approved. */
    digest: sha256,
    approvedAt: instant,
    approvedBy: z.string(),
    madeAt: instant,
    madeBy: z.string(),
  })
  .meta({ id: 'TemplateLine' })
export type TemplateLine = z.infer<typeof templateLine>

export const template = templateLine
  .extend({
    /** As its kind writes it: of a round its messages, of a bulletin its renditions and their correction. */
    content: z.unknown(),
  })
  .meta({ id: 'Template' })
export type Template = z.infer<typeof template>

/** Of one draft: no draft has more texts. */
export const INSERTED_MAX = 20

/** An approved text that stands in a draft and was not read again yet. */
export const insertedText = z
  .strictObject({
    /** Of a round its message, from 0. */
    place: z
      .int()
      .min(0)
      .max(INSERTED_MAX - 1),
    template: templateLine.pick({ id: true, name: true, approvedAt: true, approvedBy: true }),
  })
  .meta({ id: 'InsertedText' })
export type InsertedText = z.infer<typeof insertedText>

// Changes ----------------------------------------------------------------------------------------------------------

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    remark: { readonly of: DraftKind; readonly subject: string }
    template: object
    inserted: { readonly of: DraftKind; readonly subject: string }
  }
}
