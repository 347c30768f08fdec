/** How many live where, with the source: entered as a table, by the codes of today. */
import { Button, FileButton, Group, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Failure } from '../../../base/failure.ts'
import { wallDate } from '../../../base/wall-time.ts'
import { readFigures } from '../../../plan/files.ts'
import type { Plan } from '../../../plan/plan.ts'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { Figure } from '../../../web/parts/figure.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Panel } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked, Empty, Fault } from '../../../web/parts/states.tsx'
import { queries } from '../../../web/session.ts'
import { useNow } from '../../../web/stream.ts'
import { useMayWrite } from './may-write.ts'
import { forgetPlan, populationsQuery } from './queries.ts'
import { areaSaid, timeSaid } from './said.ts'
import { Scrolled } from './scrolled.tsx'
import { useWords } from './words.ts'

export function PopulationsPanel({ plan }: { plan: Plan }) {
  const words = useWords()
  const { t } = words
  const mayWrite = useMayWrite()
  const query = useQuery(populationsQuery)
  return (
    <Panel title={t('population.title')}>
      {mayWrite && <Entering plan={plan} />}
      <Asked query={query} empty={all => all.length === 0 && <Empty title={t('population.none')} />}>
        {all => (
          <Scrolled label={t('population.title')}>
            <Records
              caption={t('population.title')}
              rows={all}
              rowKey={({ area }) => area}
              columns={[
                [t('col.area'), ({ area }) => <span lang="vi">{areaSaid(words, area)}</span>, 'title'],
                [
                  t('population.count'),
                  ({ population }) => <Figure value={population} unit={t('unit.people')} isUnitHidden />,
                  'figure',
                ],
                [t('population.source'), ({ source }) => <span lang="vi">{source}</span>],
                [t('data.at'), ({ at }) => timeSaid(at, words, plan.timeZone)],
                [t('data.by'), ({ by }) => by.name],
              ]}
            />
          </Scrolled>
        )}
      </Asked>
    </Panel>
  )
}

type Rows = readonly { readonly area: string; readonly population: number }[]
interface Chosen {
  readonly name: string
  readonly rows: Rows
}

function Entering({ plan }: { plan: Plan }) {
  const { t, spoken } = useWords()
  const now = useNow()
  const [fault, setFault] = useState<string | null>(null)
  const form = useForm({
    prefix: 'population',
    values: { source: '', chosen: null as Chosen | null },
    check: ({ source, chosen }) => ({
      source: source.trim() === '' && t('population.sourceMissing'),
      chosen: chosen === null && t('population.fileMissing'),
    }),
    send: async ({ source, chosen }, once) => {
      await ask('PUT /api/v1/plan-populations', {
        body: { source: source.trim(), populations: chosen?.rows ?? [] },
        once,
      })
      await queries.invalidateQueries({ queryKey: populationsQuery.queryKey })
      await forgetPlan(plan.id)
      form.settle({ source: '', chosen: null })
      announce(t('population.saved'))
    },
  })
  const take = async (file: File | null) => {
    if (file === null) return
    const read = populationsIn(await file.text(), wallDate(now, plan.timeZone))
    const isRead = !(read instanceof Failure) && read.length > 0
    form.set({ chosen: isRead ? { name: file.name, rows: read } : null })
    setFault(read instanceof Failure ? read.sentence(spoken) : isRead ? null : t('population.empty'))
  }
  const { chosen } = form.values
  return (
    <Form of={form} submit={t('population.save')} maw="44rem" variant="default">
      <Text className="loa-quiet">{t('population.how')}</Text>
      <TextInput label={t('population.source')} {...form.field('source')} />
      <Group gap="sm" id="population-chosen" tabIndex={-1}>
        <FileButton accept=".csv,text/csv" onChange={file => void take(file)}>
          {button => (
            <Button {...button} variant="default">
              {t('population.file')}
            </Button>
          )}
        </FileButton>
        {chosen !== null && (
          <span role="status">{t('population.chosen', { name: chosen.name, count: chosen.rows.length })}</span>
        )}
      </Group>
      <Fault>{fault}</Fault>
    </Form>
  )
}

function populationsIn(text: string, day: string): Rows | Failure {
  try {
    return [...readFigures(text, day)].flatMap(([area, { population }]) =>
      population === null ? [] : [{ area, population }],
    )
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}
