/** What to look for in the trail; it stands in the address, so that a search can be sent to a colleague. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '../../../web/parts/form.tsx'
import classes from './trail.module.css'
import type { TrailSearch } from './trail-search.ts'
import { useWords } from './words.ts'
import { useWritten } from './written.ts'

export function TrailFilter(props: {
  search: TrailSearch
  onLook: (search: TrailSearch) => void
  /** The same search again: to see what is new. */
  onRefresh: () => void
}) {
  const { t, known } = useWords()
  const written = useWritten()
  const { search } = props
  const form = useForm({
    values: { action: '', actor: '', subject: '', ...search },
    send: async values => {
      const given = Object.entries(values).map(([name, value]) => [name, value.trim()] as const)
      const wanted: TrailSearch = Object.fromEntries(given.filter(([, value]) => value !== ''))
      if (JSON.stringify(wanted) === JSON.stringify(search)) props.onRefresh()
      else props.onLook(wanted)
    },
  })
  return (
    <form
      noValidate
      className={classes.filter}
      aria-label={t('trail.filter')}
      onSubmit={event => {
        event.preventDefault()
        void form.submit()
      }}
    >
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
      <TextInput label={t('trail.actor')} autoComplete="off" {...form.field('actor')} />
      <TextInput
        label={t('trail.subject')}
        autoComplete="off"
        spellCheck={false}
        {...form.field('subject')}
      />
      <Button type="submit" variant="default">
        {t('trail.look')}
      </Button>
    </form>
  )
}
