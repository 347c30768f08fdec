/** Whoever asked for bulletins by mail or web push: how many they are, who came and who left, what was accepted. Counts alone. */
import { type AskedRecord, LEAVINGS, type Leaving } from '../channel-records.ts'
import type { Block } from '../document.ts'
import type { Both, Figure } from '../figure.ts'
import type { Counting } from './channel-counting.ts'
import { CHANNEL_NAMES } from './channel-names.ts'
import { paragraph, phrase, said, separated, written } from './said.ts'

const LEAVING_NAMES: Readonly<Record<Leaving, Both>> = {
  unsubscribed: said('người nhận tự thôi', 'unsubscribed'),
  complained: said('người nhận báo là thư rác', 'spam complaints'),
  bounced: said('thư bị trả lại nhiều lần', 'repeated bounces'),
  gone: said('địa chỉ hoặc trình duyệt không còn', 'address or browser gone'),
}

/** Of a channel. */
export function subscribersBlock(live: Counting, record: AskedRecord): Block {
  const of = figuresOf(live, record)
  const { vi, en } = CHANNEL_NAMES[record.channel]
  const left = (language: 'vi' | 'en') =>
    of.leavings.length === 0
      ? []
      : [
          ' (',
          ...separated(
            of.leavings.map(({ name, figure }) => [`${name[language]}: `, phrase(figure)]),
            '; ',
          ),
          ')',
        ]
  return paragraph({
    vi: written(
      `${vi}: `,
      phrase(of.subscribers),
      ' đăng ký nhận tin. Trong tháng có ',
      ...(of.asked === null ? [] : [phrase(of.asked), ' đề nghị nhận tin, ']),
      phrase(of.confirmed),
      of.asked === null ? ' đăng ký mới; ' : ' đã xác nhận; ',
      phrase(of.left),
      ' thôi nhận',
      ...left('vi'),
      '. Máy chủ bên nhận đã nhận ',
      phrase(of.accepted),
      '; không xác định đã mở hay chưa.',
    ),
    en: written(
      `${en}: `,
      phrase(of.subscribers),
      ' subscribed. In the month ',
      ...(of.asked === null ? [] : [phrase(of.asked), ' asked, ']),
      phrase(of.confirmed),
      of.asked === null ? ' new; ' : ' confirmed; ',
      phrase(of.left),
      ' left',
      ...left('en'),
      '. Receiving servers accepted ',
      phrase(of.accepted),
      '; reading is not measured.',
    ),
  })
}

interface SubscriberFigures {
  readonly subscribers: Figure
  /** Null: a browser that has not answered need not be one. */
  readonly asked: Figure | null
  readonly confirmed: Figure
  readonly left: Figure
  /** Of those who left, that there are. */
  readonly leavings: readonly { readonly name: Both; readonly figure: Figure }[]
  readonly accepted: Figure
}

function figuresOf(live: Counting, record: AskedRecord): SubscriberFigures {
  const { channel } = record
  const isMail = channel === 'mail'
  const people = isMail ? 'addresses' : 'browsers'
  const one = (id: string, value: number, label: Both, how: Both) =>
    live.subscriptions(channel, { id, label, unit: people }, how, [{ label, value }])
  const left = LEAVINGS.map(leaving => ({ leaving, value: record[leaving] }))
  return {
    subscribers: one(
      'subscribers',
      record.subscribers,
      isMail
        ? said('địa chỉ đã xác nhận đăng ký', 'addresses that confirmed')
        : said('trình duyệt đã trả lời', 'browsers that answered'),
      said('Tới cuối tháng, hoặc tới lúc đếm', 'At the end of the month, or when counted'),
    ),
    asked: isMail
      ? one(
          'asked',
          record.asked,
          said('địa chỉ đề nghị nhận tin', 'addresses that asked'),
          said(
            'Mỗi địa chỉ chưa đăng ký một lần trong 48 giờ, đã xác nhận hay chưa',
            'Each unsubscribed address once in 48 hours, confirmed or not',
          ),
        )
      : null,
    confirmed: one(
      'confirmed',
      record.confirmed,
      isMail
        ? said('địa chỉ xác nhận đăng ký trong tháng', 'addresses that confirmed in the month')
        : said('trình duyệt trả lời lần đầu trong tháng', 'browsers that answered first in the month'),
      isMail
        ? said('Người có hộp thư đã bấm nút xác nhận', 'The mailbox owner pressed the confirmation button')
        : said(
            'Trình duyệt đã hỏi người dùng, và đã trả lời thông báo đầu tiên',
            'The browser asked the user, and answered the first notice',
          ),
    ),
    left: live.subscriptions(
      channel,
      { id: 'left', label: said('đăng ký đã thôi', 'subscriptions that ended'), unit: people },
      said(
        'Tổng theo lý do; dòng của người thôi nhận đã bị xóa',
        'The sum of the reasons; rows of former subscribers are deleted',
      ),
      left.map(({ leaving, value }) => ({ label: LEAVING_NAMES[leaving], value })),
    ),
    leavings: left.flatMap(({ leaving, value }) => {
      const name = LEAVING_NAMES[leaving]
      const label = said(`thôi nhận, ${name.vi}`, `left, ${name.en}`)
      const how = said('Mỗi lần thôi một lý do', 'One reason per subscription ended')
      return value === 0 ? [] : [{ name, figure: one(`left-${leaving}`, value, label, how) }]
    }),
    accepted: live.subscriptions(
      channel,
      {
        id: 'accepted',
        label: isMail ? said('thư được nhận', 'letters accepted') : said('thông báo đẩy được nhận', 'pushes accepted'),
        unit: isMail ? 'letters' : 'pushes',
      },
      said(
        'Máy chủ bên nhận đã chấp nhận, và không bị trả lại',
        'The receiving server accepted it, and it did not bounce',
      ),
      [{ label: said('được nhận', 'accepted'), value: record.accepted }],
    ),
  }
}
