/** Channels, priorities and places as a report names them. */
import type { CHANNELS, PLACES, PRIORITIES } from '../channel-records.ts'
import type { Both } from '../figure.ts'
import { said } from './said.ts'

export const CHANNEL_NAMES: Readonly<Record<(typeof CHANNELS)[number], Both>> = {
  page: said('Trang công bố và nguồn tin', 'Public page and feeds'),
  cap: said('Cảnh báo CAP 1.2', 'CAP 1.2 alerts'),
  sms: said('Tin nhắn SMS', 'SMS'),
  loudspeakers: said('Loa truyền thanh', 'Loudspeakers'),
  mail: said('Thư điện tử', 'Mail'),
  push: said('Thông báo đẩy', 'Web push'),
  ring: said('Âm thông báo', 'Announcement before the ring'),
  broadcast: said('Tin quảng bá di động', 'Cell broadcast'),
  placements: said('Đăng, phát trên báo chí', 'Media placements'),
}

export const PRIORITY_NAMES: Readonly<Record<(typeof PRIORITIES)[number], Both>> = {
  normal: said('thông thường', 'normal'),
  priority: said('ưu tiên', 'priority'),
  urgent: said('khẩn cấp', 'urgent'),
}

export const PLACE_NAMES: Readonly<Record<(typeof PLACES)[number], Both>> = {
  press: said('báo chí', 'press'),
  television: said('truyền hình', 'television'),
  radio: said('phát thanh', 'radio'),
  crawl: said('chữ chạy', 'crawl lines'),
  leaflet: said('tờ rơi', 'leaflets'),
  poster: said('áp phích', 'posters'),
  network: said('mạng xã hội', 'social networks'),
}
