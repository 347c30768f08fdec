/**
 * What the office needs of the live room of a briefing. Declared here, implemented by the hall. Types alone; nothing of it is
 * kept: whoever asks has kept it before.
 */
import type { BriefingRoom } from '../model.ts'

export interface Hall {
  /** What is kept of the briefing is other than it was: its content, its roster, documents, minutes or state. */
  changed(briefing: string): void
  /** Whoever is there for the site is put out: its link counts no more. */
  remove(briefing: string, site: string): void
  /** As everybody in it sees it now. */
  room(briefing: string): Promise<BriefingRoom>
}
