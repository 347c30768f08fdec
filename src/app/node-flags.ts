/**
 * Flags of Node itself by command: `loa` gives them, and who starts the program without it.
 *
 * V8 takes compiled code only of a process with the same flags, but for a few that it does not count, as this one. One that a
 * command sets while it runs is always counted: the command throws away, and writes anew, what others have kept of the same files, and
 * they what it has.
 */

const QUIET = '--disable-warning=ExperimentalWarning'

/**
 * Memory for a small machine, in MB. The space for new objects would grow to more than 100 MB under load and never shrink. What a server has
 * at the start is enough, for streams and answers are short-lived and small; a node's answers of two hundred controllers are larger, and
 * what it sends makes no objects.
 */
const SEMI_SPACE_MB: Readonly<Record<string, number>> = { serve: 1, operator: 4 }

export function nodeFlags(command: string | undefined): readonly string[] {
  const size = SEMI_SPACE_MB[command ?? '']
  return size === undefined ? [QUIET] : [QUIET, `--max-semi-space-size=${size}`]
}
