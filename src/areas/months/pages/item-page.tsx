/**
 * One work item as a form. What somebody else has saved meanwhile is shown beside it, field by field, and nothing is lost
 * on either side before this reader chooses.
 */
import { Button, Checkbox, Fieldset, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { dateName } from '../../../report/months.ts'
import { ask } from '../../../web/api.ts'
import { ConflictFrame } from '../../../web/approval/conflict.tsx'
import { Leaving } from '../../../web/approval/leaving.tsx'
import { announce } from '../../../web/parts/announcer.tsx'
import { DayField } from '../../../web/parts/day-fields.tsx'
import { Form, type FormOf, useForm } from '../../../web/parts/form.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked, Notice } from '../../../web/parts/states.tsx'
import { asProblem } from '../../../web/problem.ts'
import { queries, useMe } from '../../../web/session.ts'
import type { MonthItem } from '../model.ts'
import { useFaults, useLeaveWords } from './faults.ts'
import { BLANK_ITEM, differing, type ItemField, type ItemForm, itemField, itemFormOf, readItem } from './item-form.ts'
import { shownMonth } from './month-name.ts'
import { forgetItems, itemsQuery } from './queries.ts'
import { SECTIONS } from './sections.ts'
import { useWords } from './words.ts'

/** In the place of an id. */
const NEW = 'new'

export function ItemPage() {
  const { t, spoken } = useWords()
  const { month, item: id } = useParams({ from: '/frame/reports/$month/items/$item' })
  const items = useQuery(itemsQuery(month))
  const shown = shownMonth(month, spoken)
  return (
    <Page
      title={t(id === NEW ? 'item.new' : 'item.edit')}
      crumbs={[
        [t('title'), '/reports'],
        [t('report.title', { month: shown }), `/reports/${month}`],
        [t('items.title', { month: shown }), `/reports/${month}/items`],
      ]}
    >
      <Asked query={items}>{data => <Opened key={id} month={month} items={data} id={id === NEW ? null : id} />}</Asked>
    </Page>
  )
}

function Opened(props: { month: string; items: readonly MonthItem[]; id: string | null }) {
  const { t } = useWords()
  const { role } = useMe()
  const { month, items, id } = props
  // What the form was opened with stays, whatever others save meanwhile.
  const [opened] = useState(items.find(item => item.id === id) ?? null)
  if (id !== null && opened === null)
    return (
      <Notice gravity="info" title={t('item.missing')}>
        {t('item.missingWhy')}
      </Notice>
    )
  if (role !== 'editor' && role !== 'approver')
    return (
      <Stack gap="lg" maw="44rem">
        <Notice gravity="info">{t('item.reading')}</Notice>
        {opened !== null && <Reading month={month} content={opened.content} />}
      </Stack>
    )
  const units = [...new Set(items.map(({ content }) => content.unit))].toSorted()
  return <ItemFormOf month={month} opened={opened} units={units} />
}

/** What the form is saved over: nothing yet, or a version of an item. */
type Base = { readonly id: string; readonly version: number } | null

function ItemFormOf(props: { month: string; opened: MonthItem | null; units: readonly string[] }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const { month, opened, units } = props
  const faults = useFaults(field => t(`item.${field as ItemField}`), itemField)
  const [base, setBase] = useState<Base>(opened)
  const [theirs, setTheirs] = useState<MonthItem | null>(null)
  const [isGone, setGone] = useState(false)
  // As the reader has just decided: what is drawn comes a moment later.
  const over = useRef<Base>(opened)
  const turnTo = (now: Base) => {
    over.current = now
    setBase(now)
  }

  /** What is there now, where it is not what the form was opened with. False: something else is wrong. */
  const meet = async (error: unknown): Promise<boolean> => {
    const { code, status } = asProblem(error)
    const { current } = over
    if (current === null || (code !== 'versionConflict' && status !== 404)) return false
    const items = await queries.fetchQuery({ ...itemsQuery(month), staleTime: 0 })
    const now = items.find(({ id }) => id === current.id) ?? null
    setTheirs(now)
    setGone(now === null)
    if (now === null) turnTo(null)
    return true
  }

  const form = useForm({
    prefix: 'item',
    values: opened === null ? BLANK_ITEM : itemFormOf(opened.content),
    paths: itemField,
    check: values => {
      const read = readItem(values)
      return faults.checked(read.is === 'faulty' ? read.faults : [])
    },
    onProblem: faults.number,
    send: async (values, once) => {
      const read = readItem(values)
      if (read.is === 'faulty') return
      const isNew = over.current === null
      try {
        await put(month, over.current, read.content, once)
      } catch (error) {
        if (await meet(error)) return
        throw error
      }
      void forgetItems(month)
      announce(t(isNew ? 'item.added' : 'item.saved', { title: read.content.title }))
      await navigate({ to: '/reports/$month/items', params: { month }, ignoreBlocker: true })
    },
  })
  const takeTheirs = (item: MonthItem) => {
    form.settle(itemFormOf(item.content))
    turnTo(item)
    setTheirs(null)
  }
  const keepMine = (item: MonthItem) => {
    turnTo(item)
    setTheirs(null)
    void form.submit()
  }
  return (
    <>
      <Form
        of={form}
        submit={t(base === null ? 'item.add' : 'item.save')}
        cancel={`/reports/${month}/items`}
        cancelWord={t('item.cancel')}
        gap="lg"
        maw="44rem"
      >
        {theirs !== null && (
          <ItemConflict
            mine={form.values}
            theirs={theirs}
            onKeepMine={() => keepMine(theirs)}
            onTakeTheirs={() => takeTheirs(theirs)}
          />
        )}
        {isGone && (
          <Notice gravity="warn" role="alert" title={t('item.gone')}>
            {t('item.goneWhy')}
          </Notice>
        )}
        <Fields month={month} form={form} units={units} />
      </Form>
      <Leaving isDirty={form.isDirty} {...useLeaveWords()} />
    </>
  )
}

async function put(month: string, over: Base, content: MonthItem['content'], once: string): Promise<void> {
  if (over === null) await ask('POST /api/v1/months/{month}/items', { params: { month }, body: content, once })
  else await ask('PUT /api/v1/work-items/{id}', { params: { id: over.id }, body: { version: over.version, content } })
}

function Fields(props: {
  month: string
  form: FormOf<ItemForm>
  /** Of other items of the month, to choose from; null: it is only read. */
  units: readonly string[] | null
}) {
  const { t, spoken } = useWords()
  const { month, form, units } = props
  const { date, hasEnglish } = form.values
  const text = (field: ItemField) => ({ label: t(`item.${field}`), readOnly: units === null, ...form.field(field) })
  const isOdd = date !== '' && !date.startsWith(month)
  return (
    <Stack gap="md">
      <NativeSelect
        label={t('item.section')}
        disabled={units === null}
        data={[
          { value: '', label: t('item.sectionChoose') },
          ...SECTIONS.map(section => ({ value: section, label: t(`section.${section}`) })),
        ]}
        {...form.field('section')}
      />
      <TextInput {...text('title')} autoComplete="off" />
      <TextInput {...text('unit')} list="item-units" autoComplete="off" />
      <datalist id="item-units">
        {units?.map(unit => (
          <option key={unit} value={unit} />
        ))}
      </datalist>
      <DayField
        {...text('date')}
        maw="16rem"
        description={t('item.dateHint')}
        styles={{ description: { width: 'max-content', maxWidth: 'min(44rem, 90vw)' } }}
      />
      {isOdd && <Notice gravity="info">{t('item.dateOdd', { month: shownMonth(month, spoken) })}</Notice>}
      <Textarea {...text('result')} description={t('item.resultHint')} autosize minRows={3} />
      <Textarea {...text('nextStep')} description={t('item.nextStepHint')} autosize minRows={2} />
      <Checkbox
        label={t('item.withEnglish')}
        description={t('item.withEnglishHint')}
        disabled={units === null}
        {...form.box('hasEnglish')}
      />
      {hasEnglish && (
        <Fieldset legend={t('item.inEnglish')}>
          <Stack gap="md">
            <TextInput {...text('titleEn')} lang="en" autoComplete="off" />
            <Textarea {...text('resultEn')} lang="en" autosize minRows={3} />
            <Textarea {...text('nextStepEn')} lang="en" autosize minRows={2} />
          </Stack>
        </Fieldset>
      )}
    </Stack>
  )
}

/** To be looked at by those who may not change it. */
function Reading({ month, content }: { month: string; content: MonthItem['content'] }) {
  const form = useForm({ prefix: 'item', values: itemFormOf(content), send: async () => {} })
  return <Fields month={month} form={form} units={null} />
}

/** Two people changed one work item: where the two differ, side by side, and the reader chooses. Takes the focus. */
function ItemConflict(props: { mine: ItemForm; theirs: MonthItem; onKeepMine: () => void; onTakeTheirs: () => void }) {
  const { t, spoken } = useWords()
  const { mine, theirs } = props
  const saved = itemFormOf(theirs.content)
  const fields = differing(mine, saved)
  const said = (form: ItemForm, field: ItemField) => {
    const value = field.endsWith('En') && !form.hasEnglish ? '' : form[field]
    if (value === '') return <span className="loa-quiet">{t(field === 'date' ? 'items.noDate' : 'items.nothing')}</span>
    if (field === 'section') return t(`section.${value as Exclude<ItemForm['section'], ''>}`)
    if (field === 'date') return dateName(value)[spoken]
    return <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{value}</span>
  }
  return (
    <ConflictFrame title={t('conflict.title', { by: theirs.updatedBy })}>
      <Stack gap="sm">
        <p>{t(fields.length === 0 ? 'conflict.same' : 'conflict.why')}</p>
        {fields.length > 0 && (
          <Records
            caption={t('conflict.field')}
            rows={fields}
            rowKey={field => field}
            columns={[
              [t('conflict.field'), field => t(`item.${field}`), 'title'],
              [t('conflict.mine'), field => said(mine, field)],
              [t('conflict.theirs'), field => said(saved, field)],
            ]}
          />
        )}
        <Group gap="sm">
          <Button onClick={props.onKeepMine}>{t('conflict.keepMine')}</Button>
          <Button variant="default" onClick={props.onTakeTheirs}>
            {t('conflict.takeTheirs')}
          </Button>
        </Group>
      </Stack>
    </ConflictFrame>
  )
}
