/** Which data element of DHIS2 is which input, and which unit is which area: brought as a file. */
import { Button, FileButton, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { type DhisMapping, dhisMapping } from '../../../plan/data.ts'
import type { Plan } from '../../../plan/plan.ts'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { Panel } from '../../../web/parts/page.tsx'
import { Fault, ProblemNotice } from '../../../web/parts/states.tsx'
import { useMayWrite } from './may-write.ts'
import { forgetPlan } from './queries.ts'
import { useWords } from './words.ts'

export function MappingPanel({ plan, mapping }: { plan: Plan; mapping: DhisMapping | null }) {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  const [isWrong, setWrong] = useState(false)
  const deed = useDeed(async (given: DhisMapping, once) => {
    const params = { plan: plan.id }
    await ask('PUT /api/v1/plans/{plan}/data-mapping', { params, body: given, once })
    await forgetPlan(plan.id)
    announce(t('data.mappingDone'))
  })
  const take = async (file: File | null) => {
    if (file === null) return
    const read = dhisMapping.safeParse(jsonOf(await file.text()))
    setWrong(!read.success)
    if (read.success) await deed.run(read.data)
  }
  return (
    <Panel title={t('data.mapping')}>
      <Text className="loa-quiet" maw="44rem">
        {t('data.mappingHow')}
      </Text>
      <Text fw={600}>
        {mapping === null
          ? t('data.mappingNone')
          : t('data.mappingIs', {
              inputs: Object.keys(mapping.inputs).length,
              areas: Object.keys(mapping.areas).length,
            })}
      </Text>
      {mayWrite && (
        <Group>
          <FileButton accept=".json,application/json" onChange={file => void take(file)}>
            {button => (
              <Button {...button} variant="default" loading={deed.isBusy}>
                {t('data.mappingChoose')}
              </Button>
            )}
          </FileButton>
        </Group>
      )}
      <Fault>{isWrong ? t('data.mappingWrong') : null}</Fault>
      <ProblemNotice problem={deed.problem} />
    </Panel>
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
