/** A signature as whoever acts gives it along, and what it is over. Shapes alone; runs in a browser too. */
import { z } from 'zod'
import { personSignature, type Statement } from '../directive/statement.ts'
import { instant } from '../directive/values.ts'

/** When they signed, and the signature. */
export const givenSignature = z.strictObject({ at: instant, signature: personSignature })
export type GivenSignature = z.infer<typeof givenSignature>

/** What is signed, but for when, and under which roster of which authority. */
export type Said = Omit<Statement, 'at' | 'authority' | 'roster'>
