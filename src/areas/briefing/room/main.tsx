/** Starts the room's page. */
import './room.css'
import { createRoot } from 'react-dom/client'
import { Session } from './session.ts'
import { SessionContext } from './session-context.ts'
import { View } from './view.tsx'

const session = new Session()
document.documentElement.lang = session.page().language
session.start()
createRoot(document.getElementById('root')!).render(
  <SessionContext value={session}>
    <View />
  </SessionContext>,
)
