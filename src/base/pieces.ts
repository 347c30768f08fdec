/** Long work in small pieces, so that whoever runs it may do something else in between: at once where nobody waits, else in turns. */

/** It yields after each piece. */
export type Pieces<Result> = Generator<undefined, Result>

/** All of it, with nothing in between. */
export function whole<Result>(work: Pieces<Result>): Result {
  for (;;) {
    const piece = work.next()
    if (piece.done === true) return piece.value
  }
}
