/** Opens over the page where somebody has to prove again who they are, and says whether they did. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { whenFactorNeeded } from '../api.ts'
import { arriving } from '../page-code.ts'

const code = arriving(() => import('./step-up-form.tsx'))
const Form = lazy(async () => ({ default: (await code()).StepUpDialogue }))

export function StepUp() {
  const [isAsked, setAsked] = useState(false)
  const answer = useRef<(hasProved: boolean) => void>(() => {})
  useEffect(() => {
    whenFactorNeeded(
      () =>
        new Promise(resolve => {
          answer.current(false)
          answer.current = resolve
          setAsked(true)
        }),
    )
    return () => whenFactorNeeded(async () => false)
  }, [])
  const end = (hasProved: boolean) => {
    setAsked(false)
    answer.current(hasProved)
    answer.current = () => {}
  }
  if (!isAsked) return null
  return (
    <Suspense fallback={null}>
      <Form onEnd={end} />
    </Suspense>
  )
}
