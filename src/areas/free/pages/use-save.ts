/**
 * Saves the draft over what is there now, one saving at a time.
 *
 * `change` is applied to the newest content, so that whoever changes one service does not undo what somebody else has
 * changed meanwhile. A draft that was saved by another since this page showed it is a conflict: nothing is saved, what is
 * there comes into view, and the same saving tried again is on top of it.
 */
import { useRef, useState } from 'react'
import { ask } from '../../../web/api.ts'
import { asProblem, type Problem } from '../../../web/problem.ts'
import { queries } from '../../../web/session.ts'
import type { FreeContent, FreeDraft } from '../model.ts'
import { keepDraft } from './free-deed.ts'
import { draftQuery } from './queries.ts'

export interface Save {
  readonly isBusy: boolean
  readonly problem: Problem | null
  /** Null where it could not be saved. */
  readonly run: (
    shown: FreeDraft,
    change: (content: FreeContent) => FreeContent,
  ) => Promise<FreeDraft | null>
}

export function useSave(): Save {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const isRunning = useRef(false)
  const run: Save['run'] = async (shown, change) => {
    if (isRunning.current) return null
    isRunning.current = true
    setBusy(true)
    setProblem(null)
    try {
      const { revision, content } = shown
      const saved = await ask('PUT /api/v1/zero-rating/draft', {
        body: { revision, content: change(content) },
      })
      keepDraft(saved)
      return saved
    } catch (error) {
      const said = asProblem(error)
      if (said.code === 'versionConflict')
        await queries.invalidateQueries({ queryKey: draftQuery.queryKey })
      setProblem(said)
      return null
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }
  return { isBusy, problem, run }
}
