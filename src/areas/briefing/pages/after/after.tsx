/** What a briefing left behind: who was there, what was said and decided, and what became of it. */
import type { Briefing } from '../../model.ts'
import { DocumentsPanel } from '../documents-panel.tsx'
import { InstructionsPanel } from '../instructions/instructions-panel.tsx'
import { AttendancePanel } from './attendance-panel.tsx'
import { ConclusionsPanel } from './conclusions-panel.tsx'
import { MinutesRead } from './minutes-read.tsx'
import { RecordingsPanel } from './recordings-panel.tsx'
import { TurnsPanel } from './turns-panel.tsx'

export function After({ briefing }: { briefing: Briefing }) {
  return (
    <>
      <AttendancePanel briefing={briefing} />
      <MinutesRead briefing={briefing} />
      <InstructionsPanel briefing={briefing} />
      <ConclusionsPanel briefing={briefing} />
      <TurnsPanel briefing={briefing} />
      <RecordingsPanel briefing={briefing} />
      <DocumentsPanel briefing={briefing} />
    </>
  )
}
