/** A small plan for the tests: three levels, and an action of each kind. */
import type { Plan } from '../../plan/plan.ts'

const both = (vi: string, en: string) => ({ vi, en })
const UNDO = { can: true, means: both('Đính chính', 'A correction') }
const NOW = { afterMinutes: 0, at: null, everyDays: null }

const common = {
  areas: 'area',
  only: null,
  schedule: NOW,
  owner: both('Sở Y tế', 'Health department'),
  deadlineMinutes: null,
  undo: UNDO,
  source: null,
} as const

/** That nothing of it is faulty, a test of src/plan says. */
export function smallPlan(id = 'dich', version = 1): Plan {
  const level = (name: string, rank: number, atLeast: number | null, below: number | null) => ({
    ...{ id: name, rank, name: both(`Cấp ${rank}`, `Level ${rank}`) },
    colour: `#00000${rank}`,
    criteria: [
      {
        ...{ from: '2019-01-01', until: null, source: null },
        text: both(`Số ca của cấp ${rank}`, `Cases of level ${rank}`),
        formula: [{ all: [{ measure: 'week', atLeast, below }] }],
      },
    ],
  })
  return {
    ...{ format: 1, id, version, timeZone: 'Asia/Ho_Chi_Minh', sources: [] },
    title: both('Kế hoạch thử', 'A plan for tests'),
    text: both('Để thử.', 'For tests.'),
    inputs: [{ id: 'cases', title: both('Ca mới', 'New cases'), is: 'count' }],
    measures: [
      {
        ...{ is: 'sum', id: 'week', input: 'cases', days: 3, per: null },
        title: both('Ca trong 3 ngày', 'Cases in 3 days'),
      },
    ],
    levels: [level('thap', 1, null, 10), level('vua', 2, 10, 50), level('cao', 3, 50, null)],
    hysteresis: { upAfterDays: 2, downAfterDays: 3, oldAfterDays: 3 },
    parameters: {},
    actions: [
      {
        ...{ ...common, kind: 'bulletin', id: 'bao-tang', levels: ['vua', 'cao'] },
        ...{ when: 'entering', content: 'prepared', priority: 'normal', perWindow: 1 },
        title: both('Thông báo lên cấp', 'Message on going up'),
        channels: ['page'],
        template: {
          title: both('{area} ở {level}', '{area} is at {level}'),
          text: both(
            'Từ {time} ngày {date}, {area} ở {level}.',
            'From {time} on {date}, {area}: {level}.',
          ),
          ...{ sms: null, spoken: null },
          correction: both('Tin trước không đúng.', 'The message before was wrong.'),
        },
        parameters: ['area', 'level', 'time', 'date'],
      },
      {
        ...{ ...common, kind: 'bulletin', id: 'bao-giam', levels: ['vua', 'cao'] },
        ...{ when: 'leaving', content: 'prepared', priority: 'normal', perWindow: 1 },
        title: both('Thông báo xuống cấp', 'Message on going down'),
        channels: ['page'],
        template: {
          title: both('{area} xuống {level}', '{area} goes down to {level}'),
          text: both('{area} từ {before} xuống {level}.', '{area} from {before} to {level}.'),
          ...{ sms: null, spoken: null },
          correction: both('Tin trước không đúng.', 'The message before was wrong.'),
        },
        parameters: ['area', 'level', 'before'],
      },
      {
        ...{ ...common, kind: 'round', id: 'tin-nhan', levels: ['cao'] },
        ...{ when: 'entering', content: 'draft' },
        title: both('Tin nhắn', 'Short messages'),
        template: { sms: both('{area}: {level}.', '{area}: {level}.') },
        undo: {
          can: false,
          means: both('Tin đã gửi không lấy lại được', 'What was sent stays sent'),
        },
        parameters: ['area', 'level'],
      },
      {
        ...{ ...common, kind: 'loudspeakers', id: 'loa', levels: ['vua', 'cao'] },
        ...{ when: 'while', content: 'draft', priority: 'normal', perWindow: 1 },
        title: both('Loa truyền thanh', 'Loudspeakers'),
        schedule: { ...NOW, everyDays: 2 },
        template: { spoken: both('Bà con hãy đeo khẩu trang.', 'Wear a mask.') },
        parameters: [],
      },
      {
        ...{ ...common, kind: 'free-list', id: 'mien-cuoc', levels: ['cao'] },
        ...{ when: 'while', content: 'draft' },
        title: both('Miễn cước', 'Free of charge'),
        template: { text: both('Gọi miễn cước.', 'Calls are free.') },
        ...{ services: ['duong-day-nong'], parameters: [] },
      },
      {
        ...{ ...common, kind: 'briefing', id: 'giao-ban', levels: ['cao'] },
        ...{ when: 'entering', content: 'draft' },
        title: both('Giao ban', 'Briefing'),
        template: {
          title: both('Giao ban {area}', 'Briefing {area}'),
          text: both('Họp.', 'Meet.'),
        },
        roster: [both('Bộ Y tế', 'Ministry')],
        parameters: ['area'],
      },
      {
        ...{ ...common, kind: 'task', id: 'viec', levels: ['vua', 'cao'] },
        ...{ when: 'entering', content: 'draft' },
        title: both('Kiểm tra chợ', 'Look at markets'),
        template: { text: both('Kiểm tra các chợ ở {area}.', 'Look at the markets of {area}.') },
        ...{ deadlineMinutes: 600, parameters: ['area'] },
      },
      {
        ...{ ...common, kind: 'screening', id: 'nguong', levels: ['cao'] },
        ...{ when: 'while', content: 'draft', thresholdTenths: 373 },
        title: both('Ngưỡng đo', 'Threshold'),
        template: { text: both('Đặt ngưỡng 37.3.', 'Set the threshold to 37.3.') },
        parameters: [],
      },
    ],
  }
}
