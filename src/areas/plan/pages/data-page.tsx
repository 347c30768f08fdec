/** Data of a plan: imported by file, what was not taken and why, how old it is in each area, how many live there. */
import { Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { REJECTION_WORDS } from '../../../plan/data-words.ts'
import type { Plan } from '../../../plan/plan.ts'
import { SILENCE_WORDS } from '../../../plan/remark-words.ts'
import { ask } from '../../../web/api.ts'
import { grouped } from '../../../web/numbers.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { Figure } from '../../../web/parts/figure.tsx'
import { Panel, TextLink } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked, Empty, Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import type { DataOverview, ImportResult } from '../model.ts'
import { DataAge } from './data-age.tsx'
import { MappingPanel } from './mapping-panel.tsx'
import { useMayWrite } from './may-write.ts'
import { SignedFrame } from './plan-frame.tsx'
import { PopulationsPanel } from './populations-panel.tsx'
import { dataQuery, forgetPlan } from './queries.ts'
import { areasSaid, daySaid, timeSaid } from './said.ts'
import { Scrolled } from './scrolled.tsx'
import { useWords } from './words.ts'

export function DataPage() {
  const { plan: id } = useParams({ from: '/frame/plan/$plan/data' })
  return <SignedFrame id={id}>{({ plan }) => <Whole plan={plan} />}</SignedFrame>
}

function Whole({ plan }: { plan: Plan }) {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  const query = useQuery(dataQuery(plan.id))
  return (
    <Stack gap="xl">
      {mayWrite && <ImportPanel plan={plan} />}
      <Asked query={query}>
        {data => (
          <Stack gap="xl">
            <Panel title={t('data.areas')}>
              <AreasTable data={data} plan={plan} />
            </Panel>
            <Panel title={t('data.imports')}>
              <Imports data={data} plan={plan} />
            </Panel>
            <PopulationsPanel plan={plan} />
            <MappingPanel plan={plan} mapping={data.mapping} />
          </Stack>
        )}
      </Asked>
    </Stack>
  )
}

function ImportPanel({ plan }: { plan: Plan }) {
  const { t } = useWords()
  const [result, setResult] = useState<ImportResult | null>(null)
  const deed = useDeed(async (file: File) => {
    setResult(null)
    const type = /\.json$/i.test(file.name) ? 'application/json' : 'text/csv'
    const answer = await ask('POST /api/v1/plans/{plan}/data', {
      params: { plan: plan.id },
      body: new Blob([file], { type }),
    })
    setResult(answer)
    await forgetPlan(plan.id)
    announce(t('data.taken', { taken: answer.import.taken, rows: answer.import.rows }))
  })
  return (
    <Panel title={t('data.import')}>
      <Text className="loa-quiet" maw="44rem">
        {t('data.importHow', { inputs: plan.inputs.map(({ id }) => id).join(', ') })}
      </Text>
      <Group>
        <FileButton
          accept=".csv,.json,text/csv,application/json"
          onChange={file => {
            if (file !== null) void deed.run(file)
          }}
        >
          {button => (
            <Button {...button} loading={deed.isBusy}>
              {t('data.choose')}
            </Button>
          )}
        </FileButton>
      </Group>
      <ProblemNotice problem={deed.problem} />
      {result !== null && <Result result={result} plan={plan} />}
    </Panel>
  )
}

function Result({ result, plan }: { result: ImportResult; plan: Plan }) {
  const words = useWords()
  const { t, spoken } = words
  const { import: done, isKnown, ignored, proposed, rejected } = result
  const count = (value: number) => grouped(value, spoken)
  return (
    <>
      <Notice
        gravity={isKnown || done.rejected > 0 ? 'warn' : 'good'}
        role="status"
        title={isKnown ? t('data.known') : t('data.taken', { taken: count(done.taken), rows: count(done.rows) })}
      >
        {ignored.length > 0 && <div>{t('data.ignored', { names: ignored.join(', ') })}</div>}
        {proposed.length > 0 && (
          <div>
            {t('data.proposed')} <span lang="vi">{areasSaid(words, proposed, SHOWN_MAX)}</span>{' '}
            <TextLink to={`/plan/${plan.id}`}>{t('proposals.title')}</TextLink>
          </div>
        )}
      </Notice>
      {rejected.length > 0 && (
        <>
          <Records
            caption={t('data.rejected', { count: count(done.rejected) })}
            isCaptionShown
            rows={rejected}
            rowKey={({ row, why, value }) => `${row} ${why} ${value}`}
            columns={[
              [t('data.row'), ({ row }) => <span className="loa-figure">{row}</span>, 'title'],
              [t('data.rowWhy'), ({ why, value }) => REJECTION_WORDS[why][spoken].replaceAll('{value}', value)],
              [t('data.rowValue'), ({ value }) => <span className="loa-mono">{value}</span>],
            ]}
          />
          {done.rejected > rejected.length && (
            <Text className="loa-quiet">
              {t('data.rejectedMore', { shown: count(rejected.length), count: count(done.rejected) })}
            </Text>
          )}
        </>
      )}
    </>
  )
}

const SHOWN_MAX = 12

function AreasTable({ data, plan }: { data: DataOverview; plan: Plan }) {
  const words = useWords()
  const { t, spoken } = words
  return (
    <Scrolled label={t('data.areas')}>
      <Records
        caption={t('data.areas')}
        rows={data.areas}
        rowKey={({ area }) => area}
        columns={[
          [
            t('col.area'),
            ({ area }) => (
              <TextLink to={`/plan/${plan.id}/data/${area}`} isStrong>
                <span lang="vi">{areasSaid(words, [area])}</span>
              </TextLink>
            ),
            'title',
          ],
          [
            t('data.until'),
            ({ until }) =>
              until === null ? (
                <span className="loa-quiet">{t('data.never')}</span>
              ) : (
                <DataAge until={until} timeZone={plan.timeZone} />
              ),
          ],
          [
            t('population.count'),
            ({ population }) => <Figure value={population} unit={t('unit.people')} isUnitHidden />,
            'figure',
          ],
          [
            t('data.silence'),
            ({ silence, day }) =>
              silence === null ? (
                t('data.proposes')
              ) : (
                <div>
                  {SILENCE_WORDS[silence][spoken]}
                  {day !== null && silence !== 'as-it-is' && <span className="loa-quiet"> ({daySaid(day)})</span>}
                </div>
              ),
          ],
        ]}
      />
    </Scrolled>
  )
}

function Imports({ data, plan }: { data: DataOverview; plan: Plan }) {
  const words = useWords()
  const { t } = words
  if (data.imports.length === 0) return <Empty title={t('data.importsNone')} />
  return (
    <Records
      caption={t('data.imports')}
      rows={data.imports}
      rowKey={({ serial }) => String(serial)}
      columns={[
        [t('data.at'), ({ at }) => timeSaid(at, words, plan.timeZone), 'title'],
        [t('data.by'), ({ by }) => by.name],
        [t('data.form'), ({ form }) => (form === 'csv' ? 'CSV' : 'DHIS2')],
        [
          t('data.days'),
          ({ from, until }) => (from === null || until === null ? '–' : `${daySaid(from)} – ${daySaid(until)}`),
        ],
        [t('data.takenRows'), ({ taken }) => <Figure value={taken} unit={t('unit.rows')} />, 'figure'],
        [t('data.rejectedRows'), ({ rejected }) => <Figure value={rejected} unit={t('unit.rows')} />, 'figure'],
      ]}
    />
  )
}
