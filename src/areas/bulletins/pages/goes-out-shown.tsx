/** What goes out on each channel when a bulletin is taken back, before somebody presses for it: the words, where, and how many it had reached. */
import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { languageName } from '../../../base/language-name.ts'
import { grouped } from '../../../web/numbers.ts'
import { Asked, Notice } from '../../../web/parts/states.tsx'
import type { Bulletin, ChannelName, Proof, ReleasedContent } from '../model.ts'
import classes from './bulletins.module.css'
import { type GoingOut, goesOut, type SaidThere, type TakingBack } from './goes-out.ts'
import { proofsQuery, releasesQuery } from './queries.ts'
import { placesSaid } from './said.ts'
import { useWords } from './words.ts'

export function GoesOut({ bulletin, kind }: { bulletin: Bulletin; kind: TakingBack }) {
  const query = useQuery(releasesQuery(bulletin.id))
  const proofs = useQuery(proofsQuery(bulletin.id)).data ?? []
  return (
    <Asked query={query}>
      {releases => {
        const released = releases.findLast(each => each.kind === 'publish')
        return released === undefined ? null : <OnChannels released={released} kind={kind} proofs={proofs} />
      }}
    </Asked>
  )
}

function OnChannels(props: { released: ReleasedContent; kind: TakingBack; proofs: readonly Proof[] }) {
  const words = useWords()
  const { t } = words
  const { released, kind, proofs } = props
  const { content, channels } = released
  const going = goesOut(content, channels, kind)
  const where = placesSaid(words, content.provinces)
  const areas = content.renditions.broadcast?.polygons.length ?? 0
  return (
    <Stack gap="md">
      {going.some(({ isAlarm }) => isAlarm) && (
        <Notice gravity="bad" title={t('out.alarm')}>
          <p>{t('out.alarmWhere', { where: areas === 0 ? where : t('out.areas', { where, count: areas }) })}</p>
          <Reached channel="broadcast" proofs={proofs} />
        </Notice>
      )}
      {going.map(({ channel, says, isAlarm }) => (
        <section key={channel} className={classes.channel} aria-label={t(`channel.${channel}`)}>
          <p className={classes.headline}>{t(`channel.${channel}`)}</p>
          <p>{t(isAlarm ? 'out.correct.alarm' : `out.${kind}.${channel}`)}</p>
          <Words says={says} />
          {!isAlarm && <Reached channel={channel} proofs={proofs} />}
        </section>
      ))}
    </Stack>
  )
}

function Words({ says }: Pick<GoingOut, 'says'>) {
  return says.map(each => <OneLanguage key={each.language} {...each} isAlone={says.length === 1} />)
}

function OneLanguage({ language, headline, text, isAlone }: SaidThere & { isAlone: boolean }) {
  const { spoken } = useWords()
  return (
    <div className={classes.said}>
      {!isAlone && <p className={classes.language}>{languageName(language, spoken)}</p>}
      {headline !== null && (
        <p className={classes.headline} lang={language}>
          {headline}
        </p>
      )}
      <p className={classes.text} lang={language}>
        {text}
      </p>
    </div>
  )
}

/** Kind by kind, never added up; nothing where nothing is known. */
function Reached({ channel, proofs }: { channel: ChannelName; proofs: readonly Proof[] }) {
  const { t, spoken } = useWords()
  const known = proofs.filter(
    proof =>
      proof.channel === channel && proof.release === 'publish' && proof.count > 0 && !NOT_REACHED.has(proof.kind),
  )
  if (known.length === 0) return null
  const said = known.map(({ kind, count, unit }) => {
    const of = t(count === 1 ? `proofUnit.one.${unit}` : `proofUnit.${unit}`)
    return `${t(`proof.${kind}`)}: ${grouped(count, spoken)} ${of}`
  })
  return <p className="loa-quiet">{t('out.reached', { what: said.join('; ') })}</p>
}

const NOT_REACHED: ReadonlySet<Proof['kind']> = new Set(['published', 'waiting', 'missed', 'failed'])
