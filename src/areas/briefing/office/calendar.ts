/**
 * An appointment as a calendar file (iCalendar, RFC 5545; sent by mail as RFC 5546 and 6047 have it): one event, in UTC. Knows no
 * briefing, no mail and no clock.
 *
 * The same id and a higher sequence take the place of what a calendar holds; CANCEL takes it away.
 */
export interface Appointment {
  readonly method: 'REQUEST' | 'CANCEL'
  /** The same for ever, whatever changes. */
  readonly id: string
  /** Grows with each change; never falls. */
  readonly sequence: number
  /** Instants are milliseconds since 1970. */
  readonly writtenAt: number
  readonly startsAt: number
  readonly endsAt: number
  readonly title: string
  readonly about: string
  /** Null: it has no page. */
  readonly url: string | null
  /** Addresses. Null: nobody can be written to. */
  readonly organizer: string | null
  readonly attendee: string
}

/** RFC 5545, 3.1: without the line end. */
const LINE_OCTETS = 75

export function calendarOf(appointment: Appointment): string {
  const { method, id, sequence, title, about, url, organizer, attendee } = appointment
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Loa//Loa//VI',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${id}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utc(appointment.writtenAt)}`,
    `DTSTART:${utc(appointment.startsAt)}`,
    `DTEND:${utc(appointment.endsAt)}`,
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    // Whoever may look into somebody's calendar does not see the link.
    'CLASS:PRIVATE',
    ...(organizer === null ? [] : [`ORGANIZER:${mailto(organizer)}`]),
    // No answer is read where the letter comes from.
    `ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:${mailto(attendee)}`,
    `SUMMARY:${escapedText(title)}`,
    `DESCRIPTION:${escapedText(about)}`,
    // Some calendars show the one, some the other.
    ...(url === null ? [] : [`LOCATION:${escapedText(url)}`, `URL:${url}`]),
    'END:VEVENT',
    'END:VCALENDAR',
  ]
    .map(contentLine)
    .join('')
}

/** Folded, with its end. */
export function contentLine(line: string): string {
  let folded = ''
  let octets = 0
  for (const letter of line) {
    const size = Buffer.byteLength(letter)
    if (octets + size > LINE_OCTETS) {
      folded += '\r\n '
      octets = 1
    }
    folded += letter
    octets += size
  }
  return `${folded}\r\n`
}

/** TEXT of RFC 5545, 3.3.11. */
export function escapedText(text: string): string {
  return text
    .replace(/[\\;,]/g, sign => `\\${sign}`)
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/(?!\t)\p{Cc}/gu, '')
}

/** `20261126T233000Z`. */
function utc(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '')
}

function mailto(address: string): string {
  return `mailto:${encodeURI(address)}`
}
