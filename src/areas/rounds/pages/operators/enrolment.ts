/** The command that an engineer runs to enrol a node. Pure. */
export function enrolmentCommand(given: { origin: string; code: string; operator: string }): string {
  return [
    'loa operator enrol',
    `--authority ${quoted(given.origin)}`,
    `--code ${quoted(given.code)}`,
    `--key ${quoted(`${given.operator}.key`)}`,
  ].join(' \\\n  ')
}

/** For a POSIX shell. */
function quoted(word: string): string {
  return /^[A-Za-z0-9_.:/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
