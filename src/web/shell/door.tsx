/** The frame around sign-in, setup and invitation: whose console this is, and the page in the middle. */
import { Outlet } from '@tanstack/react-router'
import { Notice } from '../parts/states.tsx'
import { useInstance } from '../session.ts'
import { useOnline } from '../stream.ts'
import { useWords } from '../use-words.ts'
import { Brand } from './brand.tsx'
import classes from './frame.module.css'
import { GroundSwitch, LanguageSwitch } from './switches.tsx'

export function Door() {
  const { t } = useWords('shell')
  const instance = useInstance()
  const isOnline = useOnline()
  return (
    <div className={classes.door}>
      <a className="loa-skip" href="#main">
        {t('frame.skip')}
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Brand />
          <div className={classes.tools}>
            <LanguageSwitch />
            <GroundSwitch />
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className={classes.doorMain}>
        {!isOnline && (
          <Notice gravity="warn" role="alert">
            {t('frame.offline')}
          </Notice>
        )}
        <Outlet />
      </main>
      <footer className={classes.footer}>
        {instance !== undefined && t('frame.version', { version: instance.version })}
        {instance?.demo != null && <span>{t('frame.demo')}</span>}
      </footer>
    </div>
  )
}
