/** A new version beside the one that is released: what was taken out and put in. */
import { useQuery } from '@tanstack/react-query'
import { languageName } from '../../../base/language-name.ts'
import { Panel } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { whatIsSaid } from '../content.ts'
import type { Bulletin, ReleasedContent } from '../model.ts'
import classes from './bulletins.module.css'
import { type ChangedWhole, type ChangeLine, changesBetween, wholeOf } from './changes.ts'
import { releasesQuery } from './queries.ts'
import { useWords } from './words.ts'

/** Another version than the newest that was released. */
export function isRevision({ releases, version }: Bulletin): boolean {
  const newest = releases.at(-1)
  return newest !== undefined && newest.version < version
}

export function ChangesPanel({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useWords()
  const query = useQuery(releasesQuery(bulletin.id))
  return (
    <Panel title={t('diff.title')}>
      <Asked query={query}>
        {releases => {
          const before = releases.findLast(({ kind }) => kind === 'publish')
          return before === undefined ? null : <ChangesTable bulletin={bulletin} before={before} />
        }}
      </Asked>
    </Panel>
  )
}

function ChangesTable({ bulletin, before }: { bulletin: Bulletin; before: ReleasedContent }) {
  const { t } = useWords()
  const { texts, wholes } = changesBetween(wholeOf(before.content), whatIsSaid(bulletin.draft))
  const nameOfText = useTextNames()
  const nameOfWhole = useWholeNames()
  if (texts.length + wholes.length === 0) return <p>{t('diff.none')}</p>
  return (
    <>
      <p className="loa-quiet">{t('diff.lead', { version: before.version })}</p>
      {wholes.length > 0 && <p>{t('diff.wholes', { what: wholes.map(nameOfWhole).join(', ') })}</p>}
      {texts.length > 0 && (
        <Records
          caption={t('diff.title')}
          rows={texts}
          columns={[
            [t('diff.field'), nameOfText, 'title'],
            [
              t('diff.change'),
              ({ parts, language }) => (
                <span className={classes.text} lang={language}>
                  {parts.map(({ is, text }, at) => (
                    <Part key={at} is={is}>
                      {text}
                    </Part>
                  ))}
                </span>
              ),
            ],
          ]}
        />
      )}
    </>
  )
}

function Part({ is, children }: { is: 'same' | 'added' | 'removed'; children: string }) {
  const { t } = useWords()
  if (is === 'same') return <>{children}</>
  const told = <span className="loa-heard">{t(`diff.${is}`)} </span>
  return is === 'removed' ? (
    <del className="loa-removed">
      {told}
      {children}
    </del>
  ) : (
    <ins className="loa-added">
      {told}
      {children}
    </ins>
  )
}

function useTextNames(): (line: ChangeLine) => string {
  const { t, spoken } = useWords()
  return ({ side, channel, field, language }) =>
    [
      side === 'correction' && t('content.correction'),
      t(`channel.${channel}`),
      t(`field.${field}`),
      languageName(language, spoken),
    ]
      .filter(part => part !== false)
      .join(', ')
}

function useWholeNames(): (whole: ChangedWhole) => string {
  const { t } = useWords()
  return whole => {
    if (whole === 'sound') return t('sound.title')
    if (whole === 'cap' || whole === 'ring' || whole === 'broadcast') return t(`channel.${whole}`)
    return t(`content.${whole}`)
  }
}
