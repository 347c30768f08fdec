/** A sound that is kept: who speaks, for how long, and to be listened to. */
import type { Sound } from '../../../directive/bulletin.ts'
import classes from './bulletins.module.css'
import { useWords } from './words.ts'

/** What browsers play: the smallest last, for not all do. */
const PLAYED = ['mp3', 'wav', 'opus'] as const

export function Listen({ sound, what }: { sound: Sound | null; what: string }) {
  const { t } = useWords()
  if (sound === null) return <p className="loa-quiet">{t('content.noSound')}</p>
  const file = PLAYED.map(form => sound.files.find(each => each.form === form)).find(found => found !== undefined)
  const seconds = Math.round(sound.milliseconds / 1000)
  return (
    <div className={classes.listen}>
      {file !== undefined && (
        // biome-ignore lint/a11y/useMediaCaption: what is spoken stands beside it as a text
        <audio
          controls
          preload="none"
          src={`/api/v1/bulletin-files/${file.sha256}`}
          aria-label={t('sound.listen', { what })}
        />
      )}
      <span className="loa-quiet">{t('sound.is', { by: t(`content.by.${sound.by}`), seconds })}</span>
    </div>
  )
}
