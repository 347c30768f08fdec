/**
 * The deeds of a change of level; each answers with it, which is kept. Submitting and approving are signed over the digest of what the page
 * shows, which the browser makes itself.
 */
import { canonicalJson } from '../../../base/canonical.ts'
import { ask } from '../../../web/api.ts'
import type { BodyOf, Deeds } from '../../../web/approval/deeds.ts'
import { digestAsRead } from '../../../web/signing/digest.ts'
import { signed } from '../../../web/signing/signed.ts'
import type { ChangeDetail } from '../model.ts'
import { saidOfChange } from '../said.ts'
import { changeQuery, keepChange } from './queries.ts'

type Name = 'submit' | 'approve' | 'refuse'
export type ChangeBodies = {
  readonly [Of in Name]: Omit<
    BodyOf<`POST /api/v1/level-changes/{id}/${Of}`>,
    'sha256' | 'signature'
  >
} & { readonly withdraw: object }

export function changeDeeds(shown: ChangeDetail): Deeds<ChangeBodies> {
  const { id, plan, content } = shown
  const params = { id }
  return {
    shown: changeQuery(plan, id).queryKey,
    post: async (name, body, once) => {
      if (name === 'withdraw')
        return keepChange(await ask('POST /api/v1/level-changes/{id}/withdraw', { params, once }))
      // All others take a body of their own, which `ChangeBodies` has checked, and answer with the change.
      const route =
        `POST /api/v1/level-changes/{id}/${name}` as 'POST /api/v1/level-changes/{id}/refuse'
      const does = name === 'submit' || name === 'approve' ? (name as 'submit' | 'approve') : null
      const read = does === null ? null : await digestAsRead(canonicalJson(content), shown.sha256)
      const signature =
        does === null || read === null
          ? {}
          : {
              sha256: read.sha256,
              ...(await signed(saidOfChange(content, read.sha256, does), read, once)),
            }
      const given = { ...(body as ChangeBodies['refuse']), ...signature }
      return keepChange(await ask(route, { params, body: given, once }))
    },
  }
}
