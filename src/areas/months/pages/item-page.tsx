/**
 * One work item as a form. What somebody else has saved meanwhile is shown beside it, field by field, and nothing is lost
 * on either side before this reader chooses.
 */
import {
  Button,
  Checkbox,
  Fieldset,
  Group,
  NativeSelect,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../../web/api.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { ErrorSummary, faultOf } from '../../../web/parts/error-summary.tsx'
import { Notice } from '../../../web/parts/notice.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { asProblem } from '../../../web/problem.ts'
import { queries, useMe } from '../../../web/session.ts'
import type { MonthItem } from '../model.ts'
import { ItemConflict } from './item-conflict.tsx'
import {
  BLANK_ITEM,
  ITEM_PATHS,
  type ItemFault,
  type ItemField,
  type ItemForm,
  itemFormOf,
  readItem,
} from './item-form.ts'
import { Leaving } from './leaving.tsx'
import { shownMonth } from './month-name.ts'
import { numberField } from './number-fault.ts'
import { forgetItems, itemsQuery } from './queries.ts'
import { SECTIONS } from './sections.ts'
import { useWords } from './words.ts'

/** In the place of an id. */
const NEW = 'new'

export function ItemPage() {
  const t = useWords()
  const spoken = useLanguage()
  const { month, item: id } = useParams({ from: '/frame/reports/$month/items/$item' })
  const items = useQuery(itemsQuery(month))
  const shown = shownMonth(month, spoken)
  return (
    <Page
      title={t(id === NEW ? 'item.new' : 'item.edit')}
      crumbs={[
        { label: t('title'), to: '/reports' },
        { label: t('report.title', { month: shown }), to: `/reports/${month}` },
        { label: t('items.title', { month: shown }), to: `/reports/${month}/items` },
      ]}
    >
      <Asked query={items}>
        {data => <Opened key={id} month={month} items={data} id={id === NEW ? null : id} />}
      </Asked>
    </Page>
  )
}

function Opened(props: { month: string; items: readonly MonthItem[]; id: string | null }) {
  const t = useWords()
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
        {opened !== null && (
          <Fields
            month={month}
            form={itemFormOf(opened.content)}
            units={[]}
            error={() => null}
            onChange={null}
          />
        )}
      </Stack>
    )
  const units = [...new Set(items.map(({ content }) => content.unit))].toSorted()
  return <Form month={month} opened={opened} units={units} />
}

const idOf = (field: ItemField) => `item-${field}`
const FIELDS = Object.fromEntries(
  Object.entries(ITEM_PATHS).map(([path, field]) => [path, idOf(field)]),
)

/** What the form is saved over: nothing yet, or a version of an item. */
type Base = { readonly id: string; readonly version: number } | null

function Form(props: { month: string; opened: MonthItem | null; units: readonly string[] }) {
  const t = useWords()
  const navigate = useNavigate()
  const { month, opened, units } = props
  const deed = useDeed(FIELDS)
  const sentence = useFaultSentence()
  const [base, setBase] = useState<Base>(opened)
  const [form, setForm] = useState(() =>
    opened === null ? BLANK_ITEM : itemFormOf(opened.content),
  )
  const [isDirty, setDirty] = useState(false)
  const [theirs, setTheirs] = useState<MonthItem | null>(null)
  const [isGone, setGone] = useState(false)
  const change = (part: Partial<ItemForm>) => {
    setForm(now => ({ ...now, ...part }))
    setDirty(true)
  }

  /** What is there now, where it is not what the form was opened with. False: something else is wrong. */
  const meet = async (error: unknown): Promise<boolean> => {
    const { code, status } = asProblem(error)
    if (base === null || (code !== 'versionConflict' && status !== 404)) return false
    const items = await queries.fetchQuery({ ...itemsQuery(month), staleTime: 0 })
    const now = items.find(({ id }) => id === base.id) ?? null
    setTheirs(now)
    setGone(now === null)
    if (now === null) setBase(null)
    return true
  }

  const save = async (over: Base) => {
    const read = readItem(form)
    const faults = read.is === 'faulty' ? read.faults : []
    let hasMet = false
    let number = null as ItemField | null
    const isDone = await deed.run(
      faults.map(fault => ({ field: idOf(fault.field), sentence: sentence(fault) })),
      async once => {
        if (read.is === 'faulty') return
        try {
          await put(month, over, read.content, once)
        } catch (error) {
          number = numberField(error, ITEM_PATHS)
          hasMet = await meet(error)
          if (!hasMet) throw error
        }
      },
    )
    if (number !== null)
      deed.tell([{ field: idOf(number), sentence: sentence({ field: number, code: 'number' }) }])
    if (!isDone || hasMet) return
    void forgetItems(month)
    setDirty(false)
    announce(t(over === null ? 'item.added' : 'item.saved', { title: form.title.trim() }))
    await navigate({
      to: '/reports/$month/items',
      params: { month },
      ignoreBlocker: true,
    })
  }

  const takeTheirs = (item: MonthItem) => {
    setForm(itemFormOf(item.content))
    setBase(item)
    setTheirs(null)
    setDirty(false)
  }
  const keepMine = async (item: MonthItem) => {
    setBase(item)
    setTheirs(null)
    await save(item)
  }

  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void save(base)
      }}
    >
      <Stack gap="lg" maw="44rem">
        <ErrorSummary faults={deed.faults} />
        {theirs !== null && (
          <ItemConflict
            mine={form}
            theirs={theirs}
            onKeepMine={() => void keepMine(theirs)}
            onTakeTheirs={() => takeTheirs(theirs)}
          />
        )}
        {isGone && (
          <Notice gravity="warn" role="alert" title={t('item.gone')}>
            {t('item.goneWhy')}
          </Notice>
        )}
        <Fields
          month={month}
          form={form}
          units={units}
          error={field => faultOf(deed.faults, idOf(field))}
          onChange={change}
        />
        <Group gap="sm">
          <Button type="submit" loading={deed.isBusy}>
            {t(base === null ? 'item.add' : 'item.save')}
          </Button>
          <Button component={Link} to={`/reports/${month}/items`} variant="default">
            {t('item.cancel')}
          </Button>
        </Group>
      </Stack>
      <Leaving isDirty={isDirty} />
    </form>
  )
}

async function put(
  month: string,
  over: Base,
  content: MonthItem['content'],
  once: (body: unknown) => string,
): Promise<void> {
  if (over === null)
    await ask('POST /api/v1/months/:id/items', {
      params: { id: month },
      body: content,
      once: once(content),
    })
  else
    await ask('PUT /api/v1/work-items/:id', {
      params: { id: over.id },
      body: { version: over.version, content },
    })
}

function Fields(props: {
  month: string
  form: ItemForm
  /** Of other items of the month, to choose from. */
  units: readonly string[]
  error: (field: ItemField) => string | null
  /** Null: it is only read. */
  onChange: ((part: Partial<ItemForm>) => void) | null
}) {
  const t = useWords()
  const spoken = useLanguage()
  const { month, form, units, error, onChange } = props
  const text = (field: ItemField) => ({
    id: idOf(field),
    label: t(`item.${field}`),
    error: error(field),
    value: form[field],
    readOnly: onChange === null,
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange?.({ [field]: event.currentTarget.value }),
  })
  const isOdd = form.date !== '' && !form.date.startsWith(month)
  return (
    <Stack gap="md">
      <NativeSelect
        id={idOf('section')}
        label={t('item.section')}
        error={error('section')}
        value={form.section}
        disabled={onChange === null}
        onChange={event =>
          onChange?.({ section: event.currentTarget.value as ItemForm['section'] })
        }
        data={[
          { value: '', label: t('item.sectionChoose') },
          ...SECTIONS.map(section => ({ value: section, label: t(`section.${section}`) })),
        ]}
      />
      <TextInput {...text('title')} autoComplete="off" />
      <TextInput {...text('unit')} list="item-units" autoComplete="off" />
      <datalist id="item-units">
        {units.map(unit => (
          <option key={unit} value={unit} />
        ))}
      </datalist>
      <TextInput
        {...text('date')}
        type="date"
        maw="16rem"
        description={t('item.dateHint')}
        styles={{ description: { width: 'max-content', maxWidth: 'min(44rem, 90vw)' } }}
      />
      {isOdd && (
        <Notice gravity="info">{t('item.dateOdd', { month: shownMonth(month, spoken) })}</Notice>
      )}
      <Textarea {...text('result')} description={t('item.resultHint')} autosize minRows={3} />
      <Textarea {...text('nextStep')} description={t('item.nextStepHint')} autosize minRows={2} />
      <Checkbox
        label={t('item.withEnglish')}
        description={t('item.withEnglishHint')}
        checked={form.hasEnglish}
        disabled={onChange === null}
        onChange={event => onChange?.({ hasEnglish: event.currentTarget.checked })}
      />
      {form.hasEnglish && (
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

function useFaultSentence() {
  const t = useWords()
  return (fault: ItemFault): string => {
    const field = t(`item.${fault.field}`)
    return fault.code === 'tooLong'
      ? t('fault.tooLong', { field, max: fault.max })
      : t(`fault.${fault.code}`, { field })
  }
}
