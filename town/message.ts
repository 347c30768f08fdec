/**
 * The message of the demo: public health advice as a ministry of health writes it, in our own words. It is no message
 * that was ever sent. The numbers and the page are those that Vietnam's Ministry of Health made public in 2020.
 *
 * Exactly eleven ordinary SMS in UCS-2, with a concatenation reference of 8 bits and of 16: the test beside says so.
 */
export const DEMO_SEGMENTS = 11

export const DEMO_MESSAGE = [
  'Bộ Y tế khuyến cáo người dân chủ động phòng, chống dịch bệnh viêm đường hô hấp cấp do chủng mới của vi rút corona:',
  '1. Thường xuyên rửa tay bằng xà phòng với nước sạch hoặc dung dịch sát khuẩn.',
  '2. Đeo khẩu trang khi đến nơi đông người, trên phương tiện công cộng và khi đến cơ sở y tế; không đưa tay lên mắt, mũi, miệng.',
  '3. Che kín mũi, miệng khi ho, hắt hơi; súc họng bằng nước muối hoặc nước súc miệng.',
  '4. Giữ nhà cửa thông thoáng, lau rửa các bề mặt hay tiếp xúc; ăn chín, uống chín.',
  '5. Nếu sốt, ho, khó thở hoặc đã đi qua vùng có dịch, hãy đeo khẩu trang, hạn chế tiếp xúc và báo ngay cho cơ sở y tế gần nhất.',
  'Gọi miễn phí 19003228 hoặc 19009095. Thông tin chính thức: ncov.moh.gov.vn',
].join('\n')
