/** All results on a page of their own: the first few of each kind, or one kind page after page. What is asked stands in the address. */

import { Button, Group, TextInput } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { announce } from '../../../web/parts/announcer.tsx'
import { ButtonLink, Page, Panel, TextLink } from '../../../web/parts/page.tsx'
import { Paged } from '../../../web/parts/paged.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked, Empty, Notice } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { Found, FoundKind } from '../model.ts'
import { countOf, groupsQuery, kindOf, kindQuery } from './asked.ts'
import classes from './search.module.css'
import { StateOf } from './state-of.tsx'
import { useWords } from './words.ts'

const QUESTION_MAX = 200

export function SearchPage() {
  const { t, known } = useWords()
  const { q = '', kind: name } = useSearch({ from: '/frame/search' })
  const kind = kindOf(name)
  const called = kind === null ? null : known(`kind.${kind}`)
  return (
    <Page title={called === null ? t('search.title') : `${t('search.title')}: ${called}`} lead={t('search.hint')}>
      <Question key={q} q={q} kind={kind} />
      {q !== '' && (kind === null ? <Everything q={q} /> : <OfOneKind q={q} kind={kind} />)}
    </Page>
  )
}

function Question({ q, kind }: { q: string; kind: FoundKind | null }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(q)
  const look = (wanted: FoundKind | null) =>
    void navigate({
      to: '/search',
      search: { ...(typed.trim() !== '' && { q: typed.trim() }), ...(wanted && { kind: wanted }) },
    })
  return (
    <search>
      <form
        className={classes.question}
        onSubmit={event => {
          event.preventDefault()
          look(kind)
        }}
      >
        <TextInput
          type="search"
          label={t('search.field')}
          autoComplete="off"
          maxLength={QUESTION_MAX}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <Group gap="sm">
          <Button type="submit">{t('search.look')}</Button>
          {kind !== null && (
            <Button variant="default" onClick={() => look(null)}>
              {t('search.backToAll')}
            </Button>
          )}
        </Group>
      </form>
    </search>
  )
}

function Everything({ q }: { q: string }) {
  const { t, spoken, known } = useWords()
  const query = useQuery(groupsQuery(q))
  const { data, isPlaceholderData } = query
  useEffect(() => {
    if (data === undefined || isPlaceholderData) return
    const { count, isMore } = countOf(data)
    announce(
      count === 0 ? t('search.nothing', { question: q }) : t(isMore ? 'search.foundMore' : 'search.found', { count }),
    )
  }, [data, isPlaceholderData, q])
  return (
    <Asked query={query} empty={({ groups }) => groups.length === 0 && <Nothing q={q} />}>
      {({ groups, behind }) => (
        <>
          {behind > 0 && <Notice gravity="warn">{t('search.behind', { count: behind })}</Notice>}
          {groups.map(({ kind, name, items, next }) => {
            const called = name?.[spoken] ?? known(`kind.${kind}`) ?? kind
            return (
              <Panel key={kind} title={called}>
                <GroupTable kind={kind} called={called} items={items} />
                {next !== null && (
                  <div>
                    <ButtonLink variant="default" to={`/search?q=${encodeURIComponent(q)}&kind=${kind}`}>
                      {t('search.allOf', { kind: called })}
                    </ButtonLink>
                  </div>
                )}
              </Panel>
            )
          })}
        </>
      )}
    </Asked>
  )
}

function OfOneKind({ q, kind }: { q: string; kind: FoundKind }) {
  const { t, known } = useWords()
  const query = useInfiniteQuery(kindQuery(q, kind))
  return (
    <Paged query={query} more={t('search.more')} empty={<Nothing q={q} />}>
      {items => <GroupTable kind={kind} called={known(`kind.${kind}`) ?? kind} items={items} />}
    </Paged>
  )
}

function Nothing({ q }: { q: string }) {
  const { t } = useWords()
  return <Empty title={t('search.nothing', { question: q })}>{t('search.nothingHow')}</Empty>
}

/** What was found of one kind, as a table of records. */
function GroupTable({ kind, called, items }: { kind: FoundKind; called: string; items: readonly Found[] }) {
  const { t, spoken } = useWords()
  const isTrail = kind === 'trail'
  return (
    <Records
      caption={called}
      rows={items}
      columns={[
        [
          t(isTrail ? 'search.columnDid' : 'search.columnTitle'),
          ({ page, title, did }) => (
            <TextLink to={page} isStrong>
              {did?.[spoken] ?? title}
            </TextLink>
          ),
          'title',
        ],
        isTrail && [t('search.columnWho'), ({ title }) => title],
        items.some(({ within }) => within !== null) && [t('search.columnWithin'), ({ within }) => within ?? '–'],
        items.some(({ state }) => state !== null) && [t('search.columnState'), item => <StateOf {...item} />],
        [t('search.columnAt'), ({ at }) => <Time at={at} />],
      ]}
    />
  )
}
