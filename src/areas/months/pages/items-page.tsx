/** The work items of a month, by the section of the report that they go into; from here they are added, changed, removed. */
import { Button, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { SectionId } from '../../../report/document.ts'
import { dateName } from '../../../report/months.ts'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { Dialogue } from '../../../web/parts/dialogue.tsx'
import { ButtonLink, Page, Panel, TextLink } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked, Empty, Notice } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { asProblem, type Problem } from '../../../web/problem.ts'
import { useMe } from '../../../web/session.ts'
import type { MonthItem, MonthSummary } from '../model.ts'
import classes from './items.module.css'
import { shownMonth } from './month-name.ts'
import { forgetItems, itemsQuery, monthsQuery } from './queries.ts'
import { SECTIONS } from './sections.ts'
import { useWords } from './words.ts'

export function ItemsPage() {
  const { t, spoken } = useWords()
  const { role } = useMe()
  const { month } = useParams({ from: '/frame/reports/$month/items' })
  const items = useQuery(itemsQuery(month))
  const months = useQuery(monthsQuery)
  const mayWrite = role === 'editor' || role === 'approver'
  const shown = shownMonth(month, spoken)
  const add = mayWrite ? <ButtonLink to={`/reports/${month}/items/new`}>{t('items.add')}</ButtonLink> : null
  return (
    <Page
      title={t('items.title', { month: shown })}
      crumbs={[
        [t('title'), '/reports'],
        [t('report.title', { month: shown }), `/reports/${month}`],
      ]}
      actions={items.data !== undefined && items.data.length > 0 && add}
      lead={t('items.lead')}
    >
      <Frozen summary={months.data?.find(each => each.month === month)} />
      <Asked
        query={items}
        empty={data =>
          data.length === 0 && (
            <Empty title={t('items.none')} action={add}>
              {t(mayWrite ? 'items.noneHow' : 'items.noneWait')}
            </Empty>
          )
        }
      >
        {data => <Sections month={month} items={data} mayWrite={mayWrite} />}
      </Asked>
    </Page>
  )
}

/** What is entered now does not stand in the edition that was reviewed. */
function Frozen({ summary }: { summary: MonthSummary | undefined }) {
  const { t } = useWords()
  if (summary === undefined || summary.state === 'draft') return null
  return <Notice gravity="info">{t('items.frozen', { edition: summary.edition })}</Notice>
}

function Sections(props: { month: string; items: readonly MonthItem[]; mayWrite: boolean }) {
  const { t } = useWords()
  const { month, items, mayWrite } = props
  const [removing, setRemoving] = useState<MonthItem | null>(null)
  const bySection = (section: SectionId) => items.filter(item => item.content.section === section)
  return (
    <Stack gap="xl">
      {SECTIONS.filter(section => bySection(section).length > 0).map(section => (
        <Panel key={section} title={t(`section.${section}`)}>
          <ItemsTable
            month={month}
            caption={t(`section.${section}`)}
            items={bySection(section)}
            onRemove={mayWrite ? setRemoving : null}
          />
        </Panel>
      ))}
      <Dialogue isOpen={removing !== null} onClose={() => setRemoving(null)} title={t('items.removeTitle')}>
        {removing !== null && <Removing item={removing} onClose={() => setRemoving(null)} />}
      </Dialogue>
    </Stack>
  )
}

function ItemsTable(props: {
  month: string
  caption: string
  items: readonly MonthItem[]
  /** Null: this reader changes nothing. */
  onRemove: ((item: MonthItem) => void) | null
}) {
  const { t, spoken } = useWords()
  const { month, caption, items, onRemove } = props
  const orNothing = (text: string | null) =>
    text === null || text === '' ? (
      <span className="loa-quiet">{t('items.nothing')}</span>
    ) : (
      <div className={classes.text}>{text}</div>
    )
  return (
    <Records
      caption={caption}
      rows={items}
      columns={[
        [
          t('item.title'),
          ({ id, content }) => (
            <TextLink to={`/reports/${month}/items/${id}`} className={`loa-target ${classes.title}`}>
              {content.title}
            </TextLink>
          ),
          'title',
        ],
        [
          t('item.date'),
          ({ content: { date } }) =>
            date === null ? (
              <span className="loa-quiet">{t('items.noDate')}</span>
            ) : (
              <span className="loa-figure">{dateName(date)[spoken]}</span>
            ),
        ],
        [t('item.unit'), ({ content }) => content.unit],
        [t('item.result'), ({ content }) => orNothing(content.result)],
        [t('item.nextStep'), ({ content }) => orNothing(content.nextStep)],
        [t('items.english'), ({ content }) => t(content.english === null ? 'items.noEnglish' : 'items.hasEnglish')],
        [
          t('items.updated'),
          ({ updatedBy, updatedAt }) => (
            <div>
              {updatedBy}
              <br />
              <Time at={updatedAt} />
            </div>
          ),
        ],
        onRemove !== null && [
          t('items.remove'),
          (item: MonthItem) => (
            <Button
              size="sm"
              variant="default"
              aria-label={t('items.removeWhat', { title: item.content.title })}
              onClick={() => onRemove(item)}
            >
              {t('items.remove')}
            </Button>
          ),
          'actions',
        ],
      ]}
    />
  )
}

function Removing({ item, onClose }: { item: MonthItem; onClose: () => void }) {
  const { t, spoken } = useWords()
  const { id, month, version, content } = item
  const { problem, isBusy, run } = useDeed(async () => {
    try {
      await ask('DELETE /api/v1/work-items/{id}', { params: { id }, query: { version } })
      announce(t('items.removed', { title: content.title }))
    } catch (error) {
      // Somebody else has removed it: that is what was wanted.
      if (asProblem(error).status !== 404) throw error
    } finally {
      void forgetItems(month)
    }
    onClose()
  })
  const sentence = (problem: Problem) =>
    problem.code === 'versionConflict'
      ? t('items.removeConflict', { by: String(problem.details.by ?? '') })
      : problem.sentence(spoken)
  return (
    <Stack>
      {problem !== null && (
        <Notice gravity={problem.code === 'versionConflict' ? 'warn' : 'bad'} role="alert">
          {sentence(problem)}
        </Notice>
      )}
      <p>
        <strong>{content.title}</strong>
        <br />
        {content.unit}
      </p>
      <p>{t('items.removeWhy')}</p>
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('items.keep')}
        </Button>
        {problem?.code !== 'versionConflict' && (
          <Button color="red.9" loading={isBusy} onClick={() => void run()}>
            {t('items.removeDeed')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
