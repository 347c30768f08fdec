/** What is written about the trail itself. Runs in a browser too. */
export const TRAIL_ACTIONS = ['trail.export'] as const
