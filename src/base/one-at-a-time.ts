/** What is asked for again and again by a clock, and may take longer than the clock waits. */

/** Asked for while it is under way, it is not begun a second time. */
export function oneAtATime(act: () => Promise<void> | void): () => Promise<void> {
  let isUnderWay = false
  return async () => {
    if (isUnderWay) return
    isUnderWay = true
    try {
      await act()
    } finally {
      isUnderWay = false
    }
  }
}
