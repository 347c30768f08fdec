/**
 * A round taken back with what it was made of: what goes out is stopped, and what is on its way needs two people anew, who see by its title
 * why. What has ended stays as it is.
 */
import type { Actor } from '../../authority/actor.ts'
import type { Changing } from '../../authority/unit-of-work.ts'
import { orderRound } from './directives.ts'
import { detail } from './round-view.ts'
import { saveRound, withdrawRound } from './rounds.ts'

const TITLE_MAX = 200
const TAKEN_BACK = 'Thu hồi: '

export async function takeBackRound(
  changing: Changing,
  actor: Actor,
  id: string,
  reason: string,
): Promise<void> {
  const now = async () => await detail(changing.store, actor, id, changing.now)
  const before = await now()
  if (before.actions.includes('stop'))
    return await orderRound(changing, actor, id, { action: 'stop', reason })
  if (before.actions.includes('withdraw')) await withdrawRound(changing, actor, id, before.version)
  const { actions, version, content } = await now()
  if (!actions.includes('save') || isTakenBack(content)) return
  const title = `${TAKEN_BACK}${content.title}`.slice(0, TITLE_MAX)
  await saveRound(changing, actor, id, version, { ...content, title })
}

/** By its title: it is a draft again that nobody wants. */
export function isTakenBack({ title }: { readonly title: string }): boolean {
  return title.startsWith(TAKEN_BACK)
}
