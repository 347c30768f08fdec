/**
 * Does one of the draft's deeds, keeps what the server answers, and says what went wrong.
 *
 * The same deed tried again after a lost answer carries the same Idempotency-Key, so that it is done once.
 */
import { useRef, useState } from 'react'
import { ask, newKey } from '../../../web/api.ts'
import { asProblem, type Problem } from '../../../web/problem.ts'
import { queries } from '../../../web/session.ts'
import type { FreeDraft } from '../model.ts'
import { draftQuery, overviewQuery } from './queries.ts'

interface Deeds {
  readonly submit: { readonly revision: number }
  readonly withdraw: { readonly revision: number }
  readonly approve: {
    readonly revision: number
    readonly digest: string
    readonly services: number
    readonly doubts: number
  }
  readonly return: { readonly revision: number; readonly reason: string }
}

export interface FreeDeed {
  readonly isBusy: boolean
  readonly problem: Problem | null
  /** Whether it was done. */
  readonly run: <Name extends keyof Deeds>(name: Name, body: Deeds[Name]) => Promise<boolean>
}

export function useFreeDeed(): FreeDeed {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const unanswered = useRef<{ readonly deed: string; readonly key: string } | null>(null)
  const run: FreeDeed['run'] = async (name, body) => {
    const deed = JSON.stringify([name, body])
    if (unanswered.current?.deed !== deed) unanswered.current = { deed, key: newKey() }
    setBusy(true)
    setProblem(null)
    try {
      // All deeds answer with the draft; the body's type is checked by `Deeds`.
      const route =
        `POST /api/v1/zero-rating/draft/${name}` as 'POST /api/v1/zero-rating/draft/submit'
      keepDraft(await ask(route, { body, once: unanswered.current.key }))
      unanswered.current = null
      return true
    } catch (error) {
      const said = asProblem(error)
      if (said.status !== 0) unanswered.current = null
      // What was shown is not what is there: the page shows it anew beside the sentence.
      if (said.status === 409) void queries.invalidateQueries({ queryKey: draftQuery.queryKey })
      setProblem(said)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { isBusy, problem, run }
}

/** As the server has just told it. */
export function keepDraft(draft: FreeDraft): void {
  queries.setQueryData(draftQuery.queryKey, draft)
  void queries.invalidateQueries({ queryKey: overviewQuery.queryKey })
}
