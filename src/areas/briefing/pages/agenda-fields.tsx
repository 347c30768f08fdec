/**
 * The agenda as it is written: items in their order, moved by buttons or by Alt and the arrow keys, added by Enter. Says how long
 * all of it is beside how long the briefing is.
 */
import { Button, Fieldset, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { duration } from '../../../web/numbers.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import type { FormOf } from '../../../web/parts/form.tsx'
import type { BriefingSite } from '../model.ts'
import classes from './agenda.module.css'
import { AGENDA_MAX, LINE_MAX } from './limits.ts'
import { agendaMinutes, moved, type PrepareForm } from './prepare-form.ts'
import { useWords } from './words.ts'

export function AgendaFields(props: { form: FormOf<PrepareForm>; sites: readonly BriefingSite[] }) {
  const { t, spoken } = useWords()
  const { form, sites } = props
  const { agenda, roster, minutes } = form.values
  // The focus goes where the item goes.
  const focusOn = useRef<string | null>(null)
  useEffect(() => {
    if (focusOn.current === null) return
    document.getElementById(focusOn.current)?.focus()
    focusOn.current = null
  })
  const names = new Map(sites.map(({ id, name }) => [id, name]))
  const add = (after: number) => {
    if (agenda.length >= AGENDA_MAX) return
    const item = { id: crypto.randomUUID(), title: '', minutes: '10', site: '' }
    focusOn.current = `prepare-agenda-${after + 1}-title`
    form.set({ agenda: agenda.toSpliced(after + 1, 0, item) })
  }
  const move = (at: number, by: -1 | 1, field: string) => {
    const next = moved(agenda, at, by)
    if (next === agenda) return
    focusOn.current = field.replace(/-\d+-/, `-${at + by}-`)
    form.set({ agenda: next })
    announce(t('agenda.moved', { title: agenda[at]?.title ?? '', n: at + by + 1 }))
  }
  const remove = (at: number) => {
    const left = agenda.toSpliced(at, 1)
    focusOn.current = left.length === 0 ? 'prepare-agenda-add' : `prepare-agenda-${Math.max(0, at - 1)}-title`
    form.set({ agenda: left })
  }
  const keys = (at: number) => (event: KeyboardEvent<HTMLElement>) => {
    const { id } = event.target as HTMLElement
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      move(at, event.key === 'ArrowUp' ? -1 : 1, id)
    } else if (event.key === 'Enter' && id.endsWith('-title') && !event.nativeEvent.isComposing) {
      event.preventDefault()
      add(at)
    }
  }
  const total = agendaMinutes(agenda)
  const isLonger = total > Number(minutes) && Number(minutes) > 0
  return (
    <Fieldset legend={t('agenda.title')}>
      <Stack gap="md">
        <Text className="loa-quiet">{t('agenda.hint')}</Text>
        <ol className={classes.items}>
          {agenda.map((item, at) => (
            <li key={item.id} className={classes.item}>
              {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields in it; buttons do the same */}
              <div className={classes.fields} onKeyDown={keys(at)}>
                <TextInput
                  className={classes.title}
                  label={t('agenda.item', { n: at + 1 })}
                  maxLength={LINE_MAX}
                  autoComplete="off"
                  {...form.inner(`agenda.${at}.title`)}
                />
                <TextInput
                  className={classes.minutes}
                  label={t('agenda.minutes')}
                  inputMode="numeric"
                  autoComplete="off"
                  {...form.inner(`agenda.${at}.minutes`)}
                />
                <NativeSelect
                  className={classes.site}
                  label={t('agenda.site')}
                  data={[
                    { value: '', label: t('agenda.nobody') },
                    ...roster.map(({ site }) => ({ value: site, label: names.get(site) ?? '…' })),
                  ]}
                  {...form.inner(`agenda.${at}.site`)}
                />
                <Group gap="xs" wrap="nowrap" className={classes.buttons}>
                  <Button
                    variant="default"
                    size="sm"
                    aria-label={t('agenda.up', { n: at + 1 })}
                    onClick={() => move(at, -1, `prepare-agenda-${at}-title`)}
                  >
                    ↑
                  </Button>
                  <Button
                    variant="default"
                    size="sm"
                    aria-label={t('agenda.down', { n: at + 1 })}
                    onClick={() => move(at, 1, `prepare-agenda-${at}-title`)}
                  >
                    ↓
                  </Button>
                  <Button
                    variant="default"
                    size="sm"
                    aria-label={t('agenda.removeItem', { n: at + 1 })}
                    onClick={() => remove(at)}
                  >
                    {t('agenda.remove')}
                  </Button>
                </Group>
              </div>
            </li>
          ))}
        </ol>
        <Group gap="md">
          {agenda.length < AGENDA_MAX && (
            <Button id="prepare-agenda-add" variant="default" onClick={() => add(agenda.length - 1)}>
              {t('agenda.add')}
            </Button>
          )}
          {agenda.length > 0 && (
            <Text fw={isLonger ? 600 : 400}>
              {t('agenda.total', { time: duration(total * 60, spoken) })}
              {isLonger && ` ${t('agenda.longer', { minutes })}`}
            </Text>
          )}
        </Group>
      </Stack>
    </Fieldset>
  )
}
