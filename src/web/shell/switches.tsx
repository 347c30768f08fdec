/** Language and ground: the two switches of every frame. */
import { Group, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import type { ReactNode } from 'react'
import { language, speak } from '../i18n.ts'
import { Tip } from '../parts/tip.tsx'
import { useWords } from '../use-words.ts'
import classes from './frame.module.css'

export function Switches(props: { className: string | undefined; children?: ReactNode }) {
  return (
    <div className={props.className}>
      <LanguageSwitch />
      <GroundSwitch />
      {props.children}
    </div>
  )
}

function LanguageSwitch() {
  const { t } = useWords('shell')
  const spoken = language()
  return (
    <Group gap={0} role="group" aria-label={t('frame.language')}>
      {(['vi', 'en'] as const).map(each => (
        <button
          key={each}
          type="button"
          lang={each}
          className={classes.language}
          aria-pressed={spoken === each}
          onClick={() => speak(each)}
        >
          {each === 'vi' ? (
            <>
              <span className={classes.long}>Tiếng </span>Việt
            </>
          ) : (
            'English'
          )}
        </button>
      ))}
    </Group>
  )
}

function GroundSwitch() {
  const { t } = useWords('shell')
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  const label = t(isDark ? 'frame.toLight' : 'frame.toDark')
  return (
    <Tip label={label}>
      <button
        type="button"
        aria-label={label}
        className={`${classes.language} ${classes.ground}`}
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      >
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" fill="currentColor">
          {isDark ? (
            <>
              <circle cx="10" cy="10" r="4" />
              <path
                d="M10 1v3m0 12v3M1 10h3m12 0h3M3.6 3.6l2.2 2.2m8.4 8.4 2.2 2.2M3.6 16.4l2.2-2.2m8.4-8.4 2.2-2.2"
                stroke="currentColor"
                strokeWidth="1.8"
              />
            </>
          ) : (
            <path d="M16.5 12.6A7.2 7.2 0 0 1 7.4 3.5a7 7 0 1 0 9.1 9.1z" />
          )}
        </svg>
      </button>
    </Tip>
  )
}
