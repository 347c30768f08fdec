/**
 * The deeds of a bulletin; each answers with it, which is kept. Submitting and approving are signed before they are sent, over what
 * the page shows: the browser makes the digest itself, where it can.
 */
import { ask } from '../../../web/api.ts'
import type { BodyOf, Deeds } from '../../../web/approval/deeds.ts'
import { type AsRead, digestAsRead } from '../../../web/signing/digest.ts'
import { signed } from '../../../web/signing/signed.ts'
import { contentOf, contentText } from '../content.ts'
import { doubtsOf } from '../doubts.ts'
import type { Bulletin } from '../model.ts'
import { saidOf } from '../said.ts'
import { bulletinQuery, keepBulletin } from './queries.ts'

type WithBody = 'submit' | 'approve' | 'return' | 'uphold' | 'correct' | 'cancel'
/** `version` and `sha256` are those of what is shown; what is out may be an earlier version than the one that is worked on. */
export type BulletinBodies = {
  readonly [Of in WithBody]: Omit<
    BodyOf<`POST /api/v1/bulletins/{id}/${Of}`>,
    'version' | 'sha256' | 'signature'
  >
} & {
  readonly revise: object
  readonly discard: object
  readonly archive: object
  readonly unarchive: object
}

export function bulletinDeeds(shown: Bulletin): Deeds<BulletinBodies> {
  const { id } = shown
  return {
    shown: bulletinQuery(id).queryKey,
    post: async (name, body, once) => {
      if (isBare(name)) {
        const route = `POST /api/v1/bulletins/{id}/${name}` as 'POST /api/v1/bulletins/{id}/revise'
        return keepBulletin(await ask(route, { params: { id }, once }))
      }
      // All others take a body of their own, which `BulletinBodies` has checked, and answer with the bulletin.
      const route = `POST /api/v1/bulletins/{id}/${name}` as 'POST /api/v1/bulletins/{id}/return'
      const does: 'submit' | 'approve' | null =
        name === 'submit' || name === 'approve' ? (name as 'submit' | 'approve') : null
      const read = does === null ? null : await readOf(shown)
      const version = versionFor(name, shown)
      const of = { id, version, doubts: doubtsOf(shown.draft) }
      const given = {
        ...(body as BulletinBodies['return']),
        ...(name !== 'return' && { version }),
        ...(does !== null &&
          read !== null && {
            sha256: read.sha256,
            ...(await signed(saidOf({ ...of, sha256: read.sha256 }, does), read, once)),
          }),
      }
      return keepBulletin(await ask(route, { params: { id }, body: given, once }))
    },
  }
}

const BARE = [
  'revise',
  'discard',
  'archive',
  'unarchive',
] as const satisfies readonly (keyof BulletinBodies)[]

function isBare(name: string): name is (typeof BARE)[number] {
  return (BARE as readonly string[]).includes(name)
}

export function versionFor(
  name: keyof BulletinBodies,
  { version, releases }: Pick<Bulletin, 'version' | 'releases'>,
): number {
  const isOfWhatIsOut = name === 'uphold' || name === 'correct' || name === 'cancel'
  return (isOfWhatIsOut ? releases.at(-1)?.version : undefined) ?? version
}

/** Of exactly what stands on the page. Null: it is not complete. */
async function readOf(shown: Bulletin): Promise<AsRead | null> {
  if (shown.sha256 === null) return null
  const made = contentOf(shown.draft, shown, {
    now: Date.now(),
    asks: () => false,
    spokenIn: () => null,
  })
  return await digestAsRead(made.is === 'content' ? contentText(made.content) : null, shown.sha256)
}
