/**
 * What is looked for in the trail; it stands in the address, so that a search can be sent to a colleague. Days are typed: a browser's
 * own field speaks the browser's language.
 */
import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { wallDate } from '../../../base/wall-time.ts'
import { zoneName } from '../../../web/local-time.ts'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { useForm } from '../../../web/parts/form.tsx'
import { dayAfter, dayShown, readersZone, weekdayOf } from './days.ts'
import classes from './trail.module.css'
import { dayTyped, type TrailSearch } from './trail-search.ts'
import { useWords } from './words.ts'
import { useWritten } from './written.ts'

export function TrailFilter(props: {
  search: TrailSearch
  onLook: (search: TrailSearch) => void
  /** The same search again: to see what is new. */
  onRefresh: () => void
}) {
  const { t, known, spoken } = useWords()
  const written = useWritten()
  const { search } = props
  const today = wallDate(Date.now())
  const { from = '', to = '' } = search
  const form = useForm({
    values: { text: '', action: '', actor: '', subject: '', ...search, ...shownDays(from, to) },
    check: values => {
      const days = { from: dayTyped(values.from, today), to: dayTyped(values.to, today) }
      const isWrong = (name: 'from' | 'to') => values[name].trim() !== '' && days[name] === null
      return {
        from: isWrong('from') && t('trail.dayWrong', { typed: values.from }),
        to: isWrong('to')
          ? t('trail.dayWrong', { typed: values.to })
          : days.from !== null && days.to !== null && days.to < days.from && t('trail.daysTurned'),
      }
    },
    send: async values => {
      const days = { from: dayTyped(values.from, today), to: dayTyped(values.to, today) }
      const given = Object.entries({ ...values, ...days }).map(([name, value]) => [name, value?.trim() ?? ''] as const)
      const wanted: TrailSearch = Object.fromEntries(given.filter(([, value]) => value !== ''))
      if (isSame(wanted, search)) props.onRefresh()
      else props.onLook(wanted)
    },
  })
  const look = (days: { from?: string; to?: string }) => {
    const { from: _from, to: _to, ...others } = search
    props.onLook({ ...others, ...days })
  }
  const day = (name: 'from' | 'to', label: string) => {
    const meant = dayTyped(form.values[name], today)
    return (
      <TextInput
        label={label}
        placeholder={dayShown(today)}
        inputMode="numeric"
        autoComplete="off"
        description={meant === null ? t('trail.dayHow') : spelled(meant)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.field(name)}
      />
    )
  }
  const spelled = (of: string) => `${weekdayOf(of, spoken)}, ${dayShown(of)}`
  return (
    <form
      noValidate
      className={classes.filter}
      data-whole={Object.keys(search).length === 0 || undefined}
      aria-label={t('trail.filter')}
      onSubmit={event => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <ErrorSummary faults={form.faults} />
      <div className={classes.words}>
        <TextInput label={t('trail.text')} autoComplete="off" spellCheck={false} {...form.field('text')} />
        <TextInput label={t('trail.actor')} autoComplete="off" {...form.field('actor')} />
        {day('from', t('trail.from'))}
        {day('to', t('trail.to'))}
        <NativeSelect
          label={t('trail.action')}
          data={[
            { value: '', label: t('trail.everything') },
            ...written.map(({ kind, actions }) => {
              const group = known(`trail.kind.${kind}`) ?? kind
              return {
                group,
                items: [
                  { value: kind, label: t('trail.allOf', { kind: group }) },
                  ...actions.map(each => ({ value: each, label: known(`trail.${each}`) ?? each })),
                ],
              }
            }),
          ]}
          {...form.field('action')}
        />
        <TextInput label={t('trail.subject')} autoComplete="off" spellCheck={false} {...form.field('subject')} />
      </div>
      <Group gap="sm">
        <Button type="submit">{t('trail.look')}</Button>
        <Button variant="subtle" onClick={() => look({ from: today, to: today })}>
          {t('trail.today')}
        </Button>
        <Button variant="subtle" onClick={() => look({ from: dayAfter(today, -6), to: today })}>
          {t('trail.week')}
        </Button>
        {Object.keys(search).length > 0 && (
          <Button variant="subtle" onClick={() => props.onLook({})}>
            {t('trail.clear')}
          </Button>
        )}
        <span className="loa-quiet">{t('trail.zone', { zone: zoneName(readersZone(), spoken, Date.now()) })}</span>
      </Group>
    </form>
  )
}

function shownDays(from: string, to: string) {
  return { from: from && dayShown(from), to: to && dayShown(to) }
}

function isSame(one: TrailSearch, other: TrailSearch): boolean {
  const sorted = (of: TrailSearch) => JSON.stringify(Object.entries(of).toSorted())
  return sorted(one) === sorted(other)
}
