/**
 * How the console looks: Mantine's theme. One accent; status colours are in parts/state-badge.tsx with their shapes.
 *
 * Nothing here knows a page. Sizes are GOV.UK's habits: 16 px text, 44 px targets, a focus that cannot be missed.
 */
import {
  ActionIcon,
  Button,
  createTheme,
  type MantineColorsTuple,
  Modal,
  Table,
  Tooltip,
} from '@mantine/core'

/** 7 on white is 8.3 : 1, 4 on the dark ground is 5.4 : 1. */
const accent: MantineColorsTuple = [
  '#eaf4fb',
  '#d3e6f3',
  '#a5cce7',
  '#75b1dc',
  '#4f9ad1',
  '#3686c2',
  '#1f6fa8',
  '#14507a',
  '#0f4064',
  '#092c46',
]

const FONT = "'Be Vietnam Pro', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"

export const theme = createTheme({
  colors: { accent },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  fontFamily: FONT,
  headings: {
    fontFamily: FONT,
    fontWeight: '600',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.35' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'always',
  focusClassName: 'loa-focus',
  components: {
    Button: Button.extend({ defaultProps: { size: 'md' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 44, variant: 'subtle' } }),
    Modal: Modal.extend({ defaultProps: { centered: true, overlayProps: { blur: 0 } } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'sm' } }),
    Tooltip: Tooltip.extend({
      defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } },
    }),
  },
})
