/** A button that brings the file of a plan into its draft. */
import { Button, FileButton, Stack } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { Fault, ProblemNotice } from '../../../web/parts/states.tsx'
import { asProblem } from '../../../web/problem.ts'
import type { PlanContent } from '../model.ts'
import { readPlanFile } from './plan-file.ts'
import { keepPlan } from './queries.ts'
import { useWords } from './words.ts'

export function BringPlan(props: {
  /** Of which plan and on top of which revision; null: of whichever the file is. */
  readonly plan: { readonly id: string; readonly revision: number } | null
  readonly onBrought?: (id: string) => void
}) {
  const { t } = useWords()
  const { plan, onBrought } = props
  const [fault, setFault] = useState<string | null>(null)
  const deed = useDeed(async ([id, content]: [string, PlanContent], once) => {
    const revision = plan?.revision ?? (await revisionOf(id))
    const body = { revision, content }
    keepPlan(await ask('PUT /api/v1/plans/{plan}/draft', { params: { plan: id }, body, once }))
    announce(t('plans.brought'))
    onBrought?.(id)
  })
  const take = async (file: File | null) => {
    if (file === null) return
    const read = readPlanFile(await file.text(), plan?.id ?? null)
    if (read.is === 'content') {
      setFault(null)
      await deed.run([read.id, read.content])
      return
    }
    setFault(read.is === 'other' ? t('file.other', { other: read.id, plan: plan?.id ?? '' }) : t(`file.${read.is}`))
  }
  return (
    <Stack gap="sm" align="flex-start">
      <FileButton accept=".json,application/json" onChange={file => void take(file)}>
        {button => (
          <Button {...button} variant="default" loading={deed.isBusy}>
            {t(plan === null ? 'plans.bring' : 'draft.replace')}
          </Button>
        )}
      </FileButton>
      <Fault>{fault}</Fault>
      <ProblemNotice problem={deed.problem} />
    </Stack>
  )
}

/** 0: there is none yet. */
async function revisionOf(id: string): Promise<number> {
  try {
    return (await ask('GET /api/v1/plans/{plan}', { params: { plan: id } })).draft.revision
  } catch (error) {
    if (asProblem(error).status === 404) return 0
    throw error
  }
}
