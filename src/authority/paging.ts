/** Lists a page at a time: what is asked and what is answered. Shapes only; runs in a browser too. */
import { z } from 'zod'

/** Newest first; `next` continues, null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
}
export interface PageQuery {
  readonly cursor: string | null
  /** 1 to 200. */
  readonly limit: number
}

export const LIMIT_DEFAULT = 50

export const pageQuery = z.strictObject({
  cursor: z.string().min(1).max(500).optional(),
  limit: z.coerce.number<string>().int().min(1).max(200).default(LIMIT_DEFAULT),
})

export const nothing = z.strictObject({})

export function pageOf<Item extends z.ZodType>(item: Item, name: string) {
  return z.strictObject({ items: z.array(item), next: z.string().nullable() }).meta({ id: name })
}

export const byId = z.strictObject({ id: z.uuid() })

/** Of a list: without what was put away, or that alone. */
export const whichArchived = z.enum(['hidden', 'only'])
export type WhichArchived = z.infer<typeof whichArchived>
