/** What to look for in the trail; it stands in the address, so that a search can be sent to a colleague. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrailSearch } from '../../../web/router.tsx'
import { ACTIONS, KINDS } from './actions.ts'
import classes from './trail.module.css'

export function TrailFilter(props: {
  search: TrailSearch
  onLook: (search: TrailSearch) => void
  /** The same search again: to see what is new. */
  onRefresh: () => void
}) {
  const { t } = useTranslation('shell')
  const [action, setAction] = useState(props.search.action ?? '')
  const [actor, setActor] = useState(props.search.actor ?? '')
  const [subject, setSubject] = useState(props.search.subject ?? '')
  const submit = () => {
    const wanted = {
      ...(action === '' ? {} : { action }),
      ...(actor.trim() === '' ? {} : { actor: actor.trim() }),
      ...(subject.trim() === '' ? {} : { subject: subject.trim() }),
    }
    if (JSON.stringify(wanted) === JSON.stringify(props.search)) props.onRefresh()
    else props.onLook(wanted)
  }
  return (
    <form
      noValidate
      className={classes.filter}
      aria-label={t('trail.filter')}
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      <NativeSelect
        label={t('trail.action')}
        value={action}
        onChange={event => setAction(event.currentTarget.value)}
        data={[
          { value: '', label: t('trail.everything') },
          ...KINDS.map(kind => ({
            group: t(`trail.kind.${kind}`),
            items: [
              { value: kind, label: t('trail.allOf', { kind: t(`trail.kind.${kind}`) }) },
              ...ACTIONS.filter(each => each.startsWith(`${kind}.`)).map(each => ({
                value: each,
                label: t(`trail.${each}`),
              })),
            ],
          })),
        ]}
      />
      <TextInput
        label={t('trail.actor')}
        value={actor}
        onChange={event => setActor(event.currentTarget.value)}
        autoComplete="off"
      />
      <TextInput
        label={t('trail.subject')}
        value={subject}
        onChange={event => setSubject(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
      />
      <Button type="submit" variant="default">
        {t('trail.look')}
      </Button>
    </form>
  )
}
