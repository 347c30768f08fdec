/** People as the authority knows them. Shapes only; runs in a browser too. */
import { z } from 'zod'
import { line, role } from '../../authority/actor.ts'
import { count, instant, operatorId } from '../../directive/documents.ts'

export const person = z.strictObject({
  id: z.string(),
  name: line,
  email: z.email().max(200),
  role,
  /** Of an engineer; null for everyone else. */
  operator: operatorId.nullable(),
  isDisabled: z.boolean(),
  signIn: z.strictObject({ password: z.boolean(), totp: z.boolean(), passkeys: count }),
  createdAt: instant,
  lastSignInAt: instant.nullable(),
})
export type Person = z.infer<typeof person>
