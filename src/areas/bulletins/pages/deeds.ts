/** The steps of a bulletin as the page shows it. */
import { type Deeds, type StepBodies, stepDeeds } from '../../../web/approval/deeds.ts'
import { contentOf, contentText } from '../content.ts'
import { doubtsOf } from '../doubts.ts'
import type { Bulletin } from '../model.ts'
import { saidOf } from '../said.ts'
import { bulletinQuery, keepBulletin } from './queries.ts'

const AT = '/api/v1/bulletins/{id}'
type Bare = 'revise' | 'discard' | 'archive' | 'unarchive'
/** What is out may be an earlier version than the one that is worked on. */
export type BulletinBodies = StepBodies<
  typeof AT,
  'submit' | 'approve' | 'return' | 'uphold' | 'correct' | 'cancel',
  'version' | 'sha256' | 'signature'
> &
  Readonly<Record<Bare, object>>

export function bulletinDeeds(shown: Bulletin): Deeds<BulletinBodies> {
  const { id, sha256 } = shown
  const isSigned = (step: string): step is 'submit' | 'approve' => step === 'submit' || step === 'approve'
  return stepDeeds({
    at: AT,
    params: { id },
    shown: bulletinQuery(id).queryKey,
    opened: step => ({
      ...(step !== 'return' && { version: versionFor(step, shown) }),
      ...(isSigned(step) && sha256 !== null && { sha256 }),
    }),
    bare: ['revise', 'discard', 'archive', 'unarchive'],
    signs: step => {
      // One that is not complete has no digest.
      if (!isSigned(step) || sha256 === null) return null
      const said = saidOf({ ...shown, sha256, doubts: doubtsOf(shown.draft) }, step)
      return { text: textOf(shown), said }
    },
    keep: keepBulletin,
  })
}

export function versionFor(
  name: keyof BulletinBodies,
  { version, releases }: Pick<Bulletin, 'version' | 'releases'>,
): number {
  const isOfWhatIsOut = name === 'uphold' || name === 'correct' || name === 'cancel'
  return (isOfWhatIsOut ? releases.at(-1)?.version : undefined) ?? version
}

/** Of exactly what stands on the page. Null: it is not complete. */
function textOf(shown: Bulletin): string | null {
  const made = contentOf(shown.draft, shown, { now: Date.now(), asks: () => false, spokenIn: () => null })
  return made.is === 'content' ? contentText(made.content) : null
}
