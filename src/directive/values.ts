/** Values that documents are made of. Runs in a browser too. */
import { z } from 'zod'

export const COUNT_MAX = Number.MAX_SAFE_INTEGER

export const instant = z.iso.datetime({ offset: true })
export const count = z.int().min(0).max(COUNT_MAX)
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const uuid = z.uuid()
/** Short name of an operator, such as `viettel`. */
export const operatorId = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/)
/** BCP 47, as short as it gets: `vi`, `en`, `km`, `zh-Hant`. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?$/)
export const listName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/)
