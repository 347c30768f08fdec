/**
 * A draft of one round as React state: loads what this browser kept, saves by itself a moment after the last change,
 * and sees what others save. The rules are in draft.ts; this only sends, waits and keeps.
 */
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { ask } from '../../../web/api.ts'
import { asProblem, type Problem } from '../../../web/problem.ts'
import { queries } from '../../../web/session.ts'
import type { RoundContent, RoundDetail } from '../model.ts'
import { draftOf, isUnsaved, type Saved, step, toKeep } from './draft.ts'
import { keep, readKept } from './kept-drafts.ts'
import { type RefusedNumber, refusedNumber } from './refused-number.ts'
import { roundQuery } from './round-queries.ts'

/** After the last change. */
const AUTOSAVE_MS = 2_500

export type DraftInHand = ReturnType<typeof useDraft>

export function useDraft(detail: RoundDetail) {
  const { id } = detail
  const [draft, dispatch] = useReducer(step, null, () => draftOf(savedOf(detail), readKept(id)))
  const [isRestored, setRestored] = useState(() => isUnsaved(draft))
  const [problem, setProblem] = useState<Problem | null>(null)
  const [refused, setRefused] = useState<RefusedNumber | null>(null)
  const why = useRef(problem)
  const newest = useRef(draft)
  newest.current = draft
  const underWay = useRef<Promise<RoundDetail | null> | null>(null)

  useEffect(() => keep(id, toKeep(draft)), [id, draft])

  // News of others. Those that come during a save are judged by its answer.
  useEffect(() => {
    if (newest.current.status.is !== 'sending') dispatch({ is: 'arrived', theirs: savedOf(detail) })
  }, [detail])

  const send = useCallback(async (): Promise<RoundDetail | null> => {
    const { mine, saved } = newest.current
    dispatch({ is: 'sent' })
    setProblem(null)
    why.current = null
    try {
      const stored = await ask('PUT /api/v1/rounds/{id}/content', {
        params: { id },
        body: { version: saved.version, content: mine },
      })
      dispatch({ is: 'stored', saved: savedOf(stored) })
      setRefused(null)
      queries.setQueryData(roundQuery(id).queryKey, stored)
      void queries.invalidateQueries({ queryKey: ['rounds'] })
      return stored
    } catch (error) {
      const said = asProblem(error)
      const theirs = said.code === 'versionConflict' ? await fetched(id) : null
      if (theirs === null) {
        why.current = said
        setProblem(said)
        setRefused(refusedNumber(said, mine))
        dispatch({ is: 'failed' })
      } else {
        dispatch({ is: 'arrived', theirs: savedOf(theirs) })
        queries.setQueryData(roundQuery(id).queryKey, theirs)
      }
      return null
    }
  }, [id])

  const save = useCallback(async (): Promise<RoundDetail | null> => {
    if (underWay.current !== null) await underWay.current
    if (newest.current.status.is === 'conflict') return null
    underWay.current = send()
    try {
      return await underWay.current
    } finally {
      underWay.current = null
    }
  }, [send])

  useEffect(() => {
    if (draft.status.is !== 'changed') return
    const timer = setTimeout(() => void save(), AUTOSAVE_MS)
    return () => clearTimeout(timer)
  }, [draft, save])

  useEffect(() => {
    if (draft.status.is === 'saved') setRestored(false)
  }, [draft.status.is])

  // What failed for want of a network is tried again when there is one.
  useEffect(() => {
    if (draft.status.is !== 'failed') return
    const again = () => void save()
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [draft.status.is, save])

  return {
    draft,
    /** Whether the browser brought it back from an earlier visit. */
    isRestored,
    /** Why the last save failed. */
    problem,
    /** The same at once, without waiting for the page to be drawn anew. */
    whyNot: () => why.current,
    /** A subscriber's number for which the last save was refused. */
    refused,
    edit: (content: RoundContent) => dispatch({ is: 'edited', content }),
    /** The round as it was saved; null where it could not be. */
    save,
    keepMine: () => dispatch({ is: 'keptMine' }),
    takeTheirs: () => dispatch({ is: 'tookTheirs' }),
  }
}

function savedOf(detail: RoundDetail): Saved {
  const { version, content, updatedBy, updatedAt } = detail
  return { version, content, by: updatedBy, at: updatedAt }
}

async function fetched(id: string): Promise<RoundDetail | null> {
  try {
    return await ask('GET /api/v1/rounds/{id}', { params: { id } })
  } catch {
    return null
  }
}
