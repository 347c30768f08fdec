/**
 * The search as a dialogue: a field, and below it what was found, by kind. Arrows choose, Enter opens, Escape closes. The focus stays in
 * the field; which of the list is chosen is told by it (WAI-ARIA: combobox with a listbox).
 */

import { Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate, useRouteContext } from '@tanstack/react-router'
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useState } from 'react'
import { announce } from '../../../web/parts/announcer.tsx'
import { Dialogue } from '../../../web/parts/dialogue.tsx'
import { Empty, ErrorState, Notice } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { useMe } from '../../../web/session.ts'
import { countOf, groupsQuery } from './asked.ts'
import { type Option, type OptionGroup, optionsOf, pagesOf } from './options.ts'
import classes from './search.module.css'
import { StateOf } from './state-of.tsx'
import { useWords } from './words.ts'

/* What somebody searched a moment ago: in memory alone, gone with the page, and of nobody else who signs in on it. */

/** So many are offered. */
const RECENT_MAX = 5

let whose = ''
let questions: readonly string[] = []

function recentOf(person: string): readonly string[] {
  return person === whose ? questions : []
}

function keepRecent(person: string, question: string): void {
  const kept = question.trim()
  if (kept === '') return
  questions = [kept, ...recentOf(person).filter(each => each !== kept)].slice(0, RECENT_MAX)
  whose = person
}

/** Whoever types goes on typing. */
const TYPED_MS = 150
const QUESTION_MAX = 200

export function SearchDialogue({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  // By the browser's own Back, too, one comes to another page: the dialogue stays behind.
  const { href } = useLocation()
  const [opened] = useState(href)
  useEffect(() => {
    if (href !== opened) onClose()
  }, [href, opened, onClose])
  return (
    <Dialogue isOpen onClose={onClose} title={t('search.title')} size="lg">
      <Searching onClose={onClose} />
    </Dialogue>
  )
}

function Searching({ onClose }: { onClose: () => void }) {
  const { t, spoken } = useWords()
  const { id: person, role } = useMe()
  const { areas } = useRouteContext({ from: '__root__' })
  const navigate = useNavigate()
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const question = typed.trim()
  const [asked] = useDebouncedValue(question, TYPED_MS)
  const query = useQuery(groupsQuery(asked))
  const found = question === '' ? undefined : query.data
  const groups = optionsOf({ question, recent: recentOf(person), found, pages: pagesOf(areas, role, spoken) })
  const options = groups.flatMap(group => group.options)
  const active = options[Math.min(chosen, options.length - 1)]
  const isLooking = question !== '' && (query.isFetching || asked !== question)
  const isNothing = found !== undefined && !isLooking && options.length === 0
  const sentence = useSentence(found, isLooking, question)
  useEffect(() => {
    if (sentence !== null) announce(sentence)
  }, [sentence])
  useEffect(() => {
    if (active !== undefined) document.getElementById(idOf(listId, active))?.scrollIntoView({ block: 'nearest' })
  }, [active, listId])

  const choose = (option: Option) => {
    if (option.is === 'recent') {
      setTyped(option.question)
      setChosen(0)
      return
    }
    keepRecent(person, question)
    onClose()
    void navigate({ to: option.to })
  }
  const pressed = (event: KeyboardEvent) => {
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1 }[event.key]
    if (to !== undefined && options.length > 0) setChosen((to + options.length) % options.length)
    else if (event.key === 'Enter' && active !== undefined) choose(active)
    else return
    event.preventDefault()
  }
  return (
    <Stack gap="sm">
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={t('search.field')}
        aria-expanded={options.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : idOf(listId, active)}
        aria-describedby={`${listId}-hint`}
        autoComplete="off"
        spellCheck={false}
        maxLength={QUESTION_MAX}
        size="md"
        value={typed}
        onChange={event => {
          setTyped(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={pressed}
      />
      <p id={`${listId}-hint`} className={question === '' ? 'loa-quiet' : 'loa-heard'}>
        {t('search.hint')}
      </p>
      {query.error !== null && !isLooking && question !== '' && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
      {found !== undefined && found.behind > 0 && (
        <Notice gravity="warn">{t('search.behind', { count: found.behind })}</Notice>
      )}
      {isNothing && <Empty title={t('search.nothing', { question })}>{t('search.nothingHow')}</Empty>}
      <div id={listId} role="listbox" aria-label={t('search.results')} className={classes.list}>
        {groups.map(group => (
          <Options key={group.name} group={group} of={{ listId, active, choose }} />
        ))}
      </div>
      <p className={`loa-quiet ${classes.foot}`} aria-hidden="true">
        {isLooking ? t('search.looking') : ((isNothing ? null : sentence) ?? t('search.keys'))}
      </p>
    </Stack>
  )
}

/** What a screen reader is told once it is known. */
function useSentence(
  found: Parameters<typeof countOf>[0] | undefined,
  isLooking: boolean,
  question: string,
): string | null {
  const { t } = useWords()
  if (found === undefined || isLooking) return null
  const { count, isMore } = countOf(found)
  if (count === 0) return t('search.nothing', { question })
  return t(isMore ? 'search.foundMore' : 'search.found', { count })
}

function Options(props: {
  group: OptionGroup
  of: { readonly listId: string; readonly active: Option | undefined; readonly choose: (option: Option) => void }
}) {
  const { t, spoken, known } = useWords()
  const { group, of } = props
  const { name, called } = group
  const found = called?.[spoken] ?? known(`kind.${name}`)
  const title = name === 'all' ? null : name === 'recent' || name === 'pages' ? t(`search.${name}`) : found
  const titleId = `${of.listId}-${name}`
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group within a listbox is no set of fields
    <div role="group" aria-labelledby={title === null ? undefined : titleId}>
      {title !== null && (
        <div id={titleId} className={classes.group} role="presentation">
          {title}
        </div>
      )}
      {group.options.map(option => (
        <OptionLine key={option.key} option={option} of={of} />
      ))}
    </div>
  )
}

function OptionLine({ option, of }: { option: Option; of: Parameters<typeof Options>[0]['of'] }) {
  const { t, spoken } = useWords()
  const clicked = (event: MouseEvent) => {
    // In a tab of its own, as with any link.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    of.choose(option)
  }
  const shared = {
    id: idOf(of.listId, option),
    role: 'option',
    tabIndex: -1,
    'aria-selected': of.active?.key === option.key,
    className: classes.option,
    onClick: clicked,
  }
  if (option.is === 'recent') return <div {...shared}>{option.question}</div>
  return (
    <a {...shared} href={option.to}>
      {option.is === 'page' && option.title}
      {option.is === 'all' && t('search.all')}
      {option.is === 'found' && (
        <>
          <span className={classes.name}>
            <span>{option.found.title}</span>
            <span className={`loa-quiet ${classes.within}`}>{option.found.did?.[spoken] ?? option.found.within}</span>
          </span>
          <span className={classes.side}>
            <StateOf {...option.found} />
            <Time at={option.found.at} />
          </span>
        </>
      )}
    </a>
  )
}

function idOf(listId: string, { key }: Option): string {
  return `${listId}-${key.replaceAll(/[^\w-]/g, '_')}`
}
