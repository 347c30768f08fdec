/** The work items of a month, by the section of the report that they go into; from here they are added, changed, removed. */
import { Anchor, Button, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { SectionId } from '../../../report/document.ts'
import { dateName } from '../../../report/months.ts'
import { ask } from '../../../web/api.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { Dialogue } from '../../../web/parts/dialogue.tsx'
import { Notice } from '../../../web/parts/notice.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Panel } from '../../../web/parts/panel.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
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
  const t = useWords()
  const spoken = useLanguage()
  const { role } = useMe()
  const { month } = useParams({ from: '/frame/reports/$month/items' })
  const items = useQuery(itemsQuery(month))
  const months = useQuery(monthsQuery)
  const mayWrite = role === 'editor' || role === 'approver'
  const shown = shownMonth(month, spoken)
  const add = mayWrite ? (
    <Button component={Link} to={`/reports/${month}/items/new`}>
      {t('items.add')}
    </Button>
  ) : null
  return (
    <Page
      title={t('items.title', { month: shown })}
      crumbs={[
        { label: t('title'), to: '/reports' },
        { label: t('report.title', { month: shown }), to: `/reports/${month}` },
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
  const t = useWords()
  if (summary === undefined || summary.state === 'draft') return null
  return <Notice gravity="info">{t('items.frozen', { edition: summary.edition })}</Notice>
}

function Sections(props: { month: string; items: readonly MonthItem[]; mayWrite: boolean }) {
  const t = useWords()
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
      <Dialogue
        isOpen={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('items.removeTitle')}
      >
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
  const t = useWords()
  const spoken = useLanguage()
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
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'title',
          heading: t('item.title'),
          kind: 'title',
          cell: ({ id, content }) => (
            <Anchor
              component={Link}
              to={`/reports/${month}/items/${id}`}
              underline="always"
              className={`loa-target ${classes.title}`}
            >
              {content.title}
            </Anchor>
          ),
        },
        {
          key: 'date',
          heading: t('item.date'),
          cell: ({ content: { date } }) =>
            date === null ? (
              <span className="loa-quiet">{t('items.noDate')}</span>
            ) : (
              <span className="loa-figure">{dateName(date)[spoken]}</span>
            ),
        },
        { key: 'unit', heading: t('item.unit'), cell: ({ content }) => content.unit },
        {
          key: 'result',
          heading: t('item.result'),
          cell: ({ content }) => orNothing(content.result),
        },
        {
          key: 'next',
          heading: t('item.nextStep'),
          cell: ({ content }) => orNothing(content.nextStep),
        },
        {
          key: 'english',
          heading: t('items.english'),
          cell: ({ content }) =>
            t(content.english === null ? 'items.noEnglish' : 'items.hasEnglish'),
        },
        {
          key: 'updated',
          heading: t('items.updated'),
          cell: ({ updatedBy, updatedAt }) => (
            <div>
              {updatedBy}
              <br />
              <Time at={updatedAt} />
            </div>
          ),
        },
        ...(onRemove === null
          ? []
          : [
              {
                key: 'remove',
                heading: t('items.remove'),
                kind: 'actions' as const,
                cell: (item: MonthItem) => (
                  <Button
                    size="sm"
                    variant="default"
                    aria-label={t('items.removeWhat', { title: item.content.title })}
                    onClick={() => onRemove(item)}
                  >
                    {t('items.remove')}
                  </Button>
                ),
              },
            ]),
      ]}
    />
  )
}

function Removing({ item, onClose }: { item: MonthItem; onClose: () => void }) {
  const t = useWords()
  const spoken = useLanguage()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { id, month, version, content } = item
  const remove = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await ask('DELETE /api/v1/work-items/:id', { params: { id }, query: { version } })
      announce(t('items.removed', { title: content.title }))
      onClose()
    } catch (error) {
      const said = asProblem(error)
      // Somebody else has removed it: that is what was wanted.
      if (said.status === 404) onClose()
      else setProblem(said)
    } finally {
      setBusy(false)
      void forgetItems(month)
    }
  }
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
          <Button color="red.9" loading={isBusy} onClick={() => void remove()}>
            {t('items.removeDeed')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
