/** Bulletins: what is at work, what the public has of each, where and until when. */

import { Group } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { WhichArchived } from '../../../authority/paging.ts'
import { ask } from '../../../web/api.ts'
import type { Asks } from '../../../web/frame-route.ts'
import { ButtonLink, Page, TextLink } from '../../../web/parts/page.tsx'
import { Paged, pagedQuery } from '../../../web/parts/paged.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Empty } from '../../../web/parts/states.tsx'
import type { AwaySearch } from '../../drafting/pages/away-search.ts'
import { awaySearch } from '../../drafting/pages/away-search.ts'
import { AwayFilter, NoneArchived } from '../../drafting/pages/put-away.tsx'
import type { BulletinLine } from '../model.ts'
import { ExerciseBadge, PriorityBadge, StandingBadge, StateOfWork } from './badges.tsx'
import classes from './bulletins.module.css'
import { FoundPanel } from './found-panel.tsx'
import { useMayWrite } from './may-write.ts'
import { channelNames, placesSaid, timeSaid } from './said.ts'
import { useWords } from './words.ts'

/** As many rows as two screens have: each has seven cells, which are laid out on the way to the page. */
const PAGE = 25

const bulletinsQuery = (archived?: WhichArchived) =>
  pagedQuery(['bulletins', archived ?? ''], (cursor, signal) =>
    ask('GET /api/v1/bulletins', { query: { archived, cursor, limit: PAGE }, signal }),
  )

export function BulletinsPage() {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  const away = useSearch({ from: '/frame/desk' })
  const navigate = useNavigate()
  const show = (chosen: AwaySearch) => void navigate({ to: '/desk', search: chosen })
  const query = useInfiniteQuery(bulletinsQuery(away.away ? 'only' : undefined))
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        mayWrite && (
          <>
            <ButtonLink variant="default" to="/templates">
              {t('list.templates')}
            </ButtonLink>
            <ButtonLink to="/desk/new">{t('list.new')}</ButtonLink>
          </>
        )
      }
    >
      <FoundPanel />
      <AwayFilter search={away} onChoose={show} />
      <Paged
        query={query}
        empty={
          away.away === true ? (
            <NoneArchived onShow={() => show({})} />
          ) : (
            <Empty title={t('list.none')}>{t(mayWrite ? 'list.noneHow' : 'list.noneWait')}</Empty>
          )
        }
      >
        {items => <BulletinsTable bulletins={items} />}
      </Paged>
    </Page>
  )
}

BulletinsPage.asks = (({ search }) => [bulletinsQuery(awaySearch(search).away ? 'only' : undefined)]) satisfies Asks

/** More than so many are a number. */
const PLACES_NAMED_MAX = 3

function BulletinsTable({ bulletins }: { bulletins: readonly BulletinLine[] }) {
  const words = useWords()
  const { t, spoken } = words
  return (
    <Records
      caption={t('list.caption')}
      rows={bulletins}
      columns={[
        [
          t('list.name'),
          of => (
            <Group gap="xs">
              <TextLink to={`/desk/${of.id}`} isStrong>
                {of.title === '' ? t('list.untitled') : of.title}
              </TextLink>
              {of.priority !== 'normal' && <PriorityBadge priority={of.priority} />}
              <ExerciseBadge purpose={of.purpose} />
            </Group>
          ),
          'title',
        ],
        [t('list.work'), ({ state }) => <StateOfWork state={state} />],
        [t('list.public'), ({ standing }) => <StandingBadge standing={standing} />],
        [
          t('list.where'),
          ({ provinces }) => (
            <span className={classes.where}>
              {provinces !== null && provinces.length > PLACES_NAMED_MAX
                ? t('where.some', { count: provinces.length })
                : placesSaid(words, provinces)}
            </span>
          ),
        ],
        [t('list.channels'), ({ channels }) => channelNames(words, channels)],
        [t('list.until'), ({ until }) => (until === null ? '–' : timeSaid(until, spoken))],
      ]}
    />
  )
}
