/** The job of a siren order, as both the authority and an operator's node know it. */
import { BEGINS_WITHIN_MS } from '../../directive/proof.ts'
import { signedJob } from '../../directive/signed-job.ts'
import { sirenContent, sirenTold } from './model.ts'

export const sirenJob = signedJob({
  kind: 'siren',
  content: sirenContent,
  told: sirenTold,
  when: ({ until }) => ({ from: null, until: Date.parse(until), beginsWithinMs: BEGINS_WITHIN_MS }),
  // What the device is given is what was signed, and all of it was.
  what: () => null,
  which: () => null,
})
