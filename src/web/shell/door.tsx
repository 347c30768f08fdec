/** The frame around sign-in, setup and invitation: whose console this is, and the page in the middle. */
import { Outlet } from '@tanstack/react-router'
import { Notice } from '../parts/states.tsx'
import { useOnline } from '../stream.ts'
import { useWords } from '../use-words.ts'
import classes from './frame.module.css'
import { Outline } from './outline.tsx'
import { Switches } from './switches.tsx'

export function Door() {
  const { t } = useWords('shell')
  const isOnline = useOnline()
  return (
    <Outline className={classes.door} mainClass={classes.doorMain} tools={<Switches className={classes.tools} />}>
      {!isOnline && (
        <div className={classes.connection}>
          <Notice gravity="warn" role="alert">
            {t('frame.offline')}
          </Notice>
        </div>
      )}
      <Outlet />
    </Outline>
  )
}
