/**
 * A deed: what the server is asked to do, one sending at a time, and what went wrong.
 *
 * The same deed tried again after a lost answer carries the same Idempotency-Key, so that it is done once; after an answer
 * it carries a new one. Knows no form: those are in form.tsx.
 */
import { type QueryKey, useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { newKey } from '../api.ts'
import { asProblem, type Problem } from '../problem.ts'
import { queries } from '../session.ts'

export interface Deed<Given> {
  readonly isBusy: boolean
  /** Of the last attempt. */
  readonly problem: Problem | null
  /** Whether it was done; false too while another is under way. */
  readonly run: (given: Given) => Promise<boolean>
}

/** `once`: the key to send with it. `onProblem` is told as soon as it is known that it was not done. */
export function useDeed<Given = void>(
  act: (given: Given, once: string) => Promise<unknown>,
  onProblem?: (problem: Problem) => void,
): Deed<Given> {
  const isRunning = useRef(false)
  const unanswered = useRef<{ readonly deed: string; readonly key: string } | null>(null)
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: (given: Given) => {
      const deed = JSON.stringify(given) ?? ''
      if (unanswered.current?.deed !== deed) unanswered.current = { deed, key: newKey() }
      return act(given, unanswered.current.key)
    },
    onSuccess: () => {
      unanswered.current = null
    },
    onError: error => {
      if (asProblem(error).status !== 0) unanswered.current = null
      onProblem?.(asProblem(error))
    },
  })
  const run = async (given: Given) => {
    if (isRunning.current) return false
    isRunning.current = true
    try {
      await mutateAsync(given)
      return true
    } catch {
      return false
    } finally {
      isRunning.current = false
    }
  }
  return { isBusy: isPending, problem: error === null ? null : asProblem(error), run }
}

/** What was shown is not what is there any more: the page shows it anew, beside the sentence. */
export async function orShownAnew<Answer>(shown: QueryKey, asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked
  } catch (error) {
    if (asProblem(error).status === 409) void queries.invalidateQueries({ queryKey: shown })
    throw error
  }
}
