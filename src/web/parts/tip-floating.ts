/** How a tip floats beside its target. */
export { Tooltip as Floating } from '@mantine/core'
