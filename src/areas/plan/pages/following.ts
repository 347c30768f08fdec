/**
 * What is left to people of a change that was approved: drafts to submit, drafts to approve, what is out and to be withdrawn. What is signed
 * here together is what its page shows whole; the rest is done on pages of its own. Pure.
 */
import type { DeedView } from '../model.ts'

/** Each thing once, by its id. */
export interface Following {
  readonly submit: { readonly bulletins: readonly string[]; readonly rounds: readonly string[] }
  readonly approve: readonly string[]
  readonly stop: readonly string[]
  readonly elsewhere: readonly DeedView[]
}

export function followingOf(deeds: readonly DeedView[]): Following {
  const open = deeds.filter(({ thing, awaits }) => thing !== null && awaits !== null)
  const ofEach = [...new Map(open.map(deed => [`${deed.thing?.is} ${deed.thing?.id}`, deed])).values()]
  const ids = (is: string, awaits: DeedView['awaits']) =>
    ofEach.flatMap(({ thing, awaits: waits }) => (thing?.is === is && waits === awaits ? [thing.id] : []))
  const submit = { bulletins: ids('bulletin', 'submission'), rounds: ids('round', 'submission') }
  const approve = ids('bulletin', 'approval')
  const stop = ids('bulletin', 'stop')
  const here = new Set([...submit.bulletins, ...submit.rounds, ...approve, ...stop])
  return { submit, approve, stop, elsewhere: ofEach.filter(({ thing }) => thing !== null && !here.has(thing.id)) }
}
