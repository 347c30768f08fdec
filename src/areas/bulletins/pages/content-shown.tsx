/** All that a bulletin says, channel by channel, as it will go out: for whoever approves, and afterwards. */
import { Stack, Title } from '@mantine/core'
import { languageName } from '../../../base/language-name.ts'
import { ANNOUNCEMENT_MS_MAX } from '../../../directive/announcement.ts'
import { spokenSeconds } from '../../../text/spoken-seconds.ts'
import { TextLink } from '../../../web/parts/page.tsx'
import { Facts } from '../../../web/parts/records.tsx'
import { previewOf } from '../../rounds/pages/preview.ts'
import { ProvincePicture } from '../../rounds/pages/province-picture.tsx'
import type { Bulletin, BulletinDraft } from '../model.ts'
import { PriorityBadge } from './badges.tsx'
import classes from './bulletins.module.css'
import type { Texts } from './draft.ts'
import { PUSH_MAX } from './from-page.ts'
import { Listen } from './listen.tsx'
import { placesSaid, timeSaid } from './said.ts'
import { useWords } from './words.ts'

export function Basics({ bulletin }: { bulletin: Bulletin }) {
  const words = useWords()
  const { t, spoken } = words
  const { draft, sha256, replaces, replacedBy } = bulletin
  const { from, until } = draft.window
  return (
    <Stack gap="md">
      <Facts
        facts={[
          [t('content.purpose'), t(`purpose.${draft.purpose}`)],
          [t('content.priority'), <PriorityBadge priority={draft.priority} />],
          [t('content.where'), placesSaid(words, draft.provinces)],
          [t('content.from'), from === null ? t('content.now') : timeSaid(from, spoken)],
          [t('content.until'), until === null ? <Blank /> : timeSaid(until, spoken)],
          ...(draft.matter === undefined
            ? []
            : [[t('content.replaces'), named(replaces) ?? t('content.replacesNone')] as const]),
          ...(replacedBy.length === 0 ? [] : [[t('content.replacedBy'), named(replacedBy)] as const]),
          [
            t('content.digest'),
            sha256 === null ? (
              <span className="loa-quiet">{t('content.noDigest')}</span>
            ) : (
              <span className="loa-mono">{sha256}</span>
            ),
          ],
        ]}
      />
      <ProvincePicture chosen={draft.provinces} />
    </Stack>
  )
}

/** Each with its page; null: none. */
function named(all: Bulletin['replaces']) {
  if (all.length === 0) return null
  return (
    <Stack gap={0}>
      {all.map(({ id, title }) => (
        <TextLink key={id} to={`/desk/${id}`}>
          {title}
        </TextLink>
      ))}
    </Stack>
  )
}

export function TextsShown({ texts }: { texts: Texts }) {
  const { t } = useWords()
  return (
    <Stack gap="lg">
      <Channel name={t('channel.page')}>
        {texts.page.map(({ language, title, text }) => (
          <Said key={language} language={language}>
            <Headed language={language} headline={title} text={text} />
          </Said>
        ))}
      </Channel>
      {texts.sms.length > 0 && (
        <Channel name={t('channel.sms')}>
          {texts.sms.map(({ language, text }) => (
            <Said key={language} language={language} below={<SmsLimit text={text} />}>
              <Text language={language}>{text}</Text>
            </Said>
          ))}
        </Channel>
      )}
      {texts.loudspeakers.length > 0 && (
        <Channel name={t('channel.loudspeakers')}>
          {texts.loudspeakers.map(({ language, spoken, sound, perWindow, gapSeconds }) => (
            <Said
              key={language}
              language={language}
              below={
                <>
                  <Listen sound={sound} what={t('channel.loudspeakers')} />
                  <span className="loa-quiet">
                    {[
                      t('content.spoken', { seconds: Math.round(spokenSeconds(spoken)) }),
                      t('content.plays', { count: perWindow }),
                      t('content.gap', { seconds: gapSeconds }),
                    ].join(' · ')}
                  </span>
                </>
              }
            >
              <Text language={language}>{spoken}</Text>
            </Said>
          ))}
        </Channel>
      )}
      {texts.mail.length > 0 && (
        <Channel name={t('channel.mail')}>
          {texts.mail.map(({ language, subject, text }) => (
            <Said key={language} language={language}>
              <Headed language={language} headline={subject} text={text} />
            </Said>
          ))}
        </Channel>
      )}
      {texts.push.length > 0 && (
        <Channel name={t('channel.push')}>
          {texts.push.map(({ language, title, text }) => (
            <Said
              key={language}
              language={language}
              below={<span className="loa-quiet">{t('limit.letters', { used: text.length, max: PUSH_MAX })}</span>}
            >
              <Headed language={language} headline={title} text={text} />
            </Said>
          ))}
        </Channel>
      )}
    </Stack>
  )
}

/** What has no correction of its own. */
export function OthersShown({ renditions }: { renditions: BulletinDraft['renditions'] }) {
  const { t, spoken } = useWords()
  const { cap, ring, placements } = renditions
  if (cap === null && ring === null && placements.length === 0) return null
  const time = (at: string | null) => (at === null ? '–' : timeSaid(at, spoken))
  return (
    <Stack gap="lg">
      {cap !== null && (
        <Channel name={t('channel.cap')}>
          <p className={classes.text}>
            {[
              t(`term.${cap.category}`),
              cap.eventCode,
              ...([cap.urgency, cap.severity, cap.certainty, ...cap.response] as const).map(term => t(`term.${term}`)),
            ]
              .filter(word => word !== null)
              .join(' · ')}
          </p>
        </Channel>
      )}
      {ring !== null && (
        <Channel name={t('channel.ring')}>
          <p className={classes.text}>
            {time(ring.from)} – {time(ring.until)}
          </p>
          <div className={classes.below}>
            <Listen sound={ring.sound} what={t('channel.ring')} />
            <span className="loa-quiet">{t('content.ringLimit', { seconds: ANNOUNCEMENT_MS_MAX / 1000 })}</span>
          </div>
        </Channel>
      )}
      {placements.length > 0 && (
        <Channel name={t('channel.placements')}>
          {placements.map(({ kind, language, text }, at) => (
            <Said key={at} language={language}>
              <p className={classes.headline}>{t(`placement.${kind}`)}</p>
              <Text language={language}>{text}</Text>
            </Said>
          ))}
        </Channel>
      )}
    </Stack>
  )
}

export function SmsLimit({ text }: { text: string }) {
  const { t } = useWords()
  const preview = previewOf(text)
  if (preview.is === 'empty') return null
  if (preview.is === 'refused') return <span className={classes.bad}>{t('limit.smsLong')}</span>
  const { segments, encoding } = preview.split
  return (
    <span className="loa-quiet">
      {t('content.segments', { segments, encoding: encoding === 'gsm7' ? 'GSM-7' : 'UCS-2' })}
    </span>
  )
}

function Channel({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <section className={classes.channel}>
      <Title order={3}>{name}</Title>
      {children}
    </section>
  )
}

function Said(props: { language: string; below?: React.ReactNode; children: React.ReactNode }) {
  const { spoken } = useWords()
  return (
    <div className={classes.said}>
      <p className={classes.language}>{languageName(props.language, spoken)}</p>
      {props.children}
      {props.below !== undefined && <div className={classes.below}>{props.below}</div>}
    </div>
  )
}

function Headed(props: { language: string; headline: string; text: string }) {
  const { language, headline, text } = props
  return (
    <>
      <p className={classes.headline} lang={language}>
        {headline.trim() === '' ? <Blank /> : headline}
      </p>
      <Text language={language}>{text}</Text>
    </>
  )
}

function Text({ language, children }: { language: string; children: string }) {
  if (children.trim() === '') return <Blank />
  return (
    <p className={classes.text} lang={language}>
      {children}
    </p>
  )
}

/** Nothing was written there yet. */
function Blank() {
  const { t } = useWords()
  return <span className={classes.bad}>{t('fault.missing')}</span>
}
