import type { NextAction } from "../next-action.ts";

/** Việc cần làm: mỗi kết quả chỉ nêu một việc, theo nơi tiếp nhận. */

const forAll = (action: string): NextAction => ({ registry: action, citizen: action, archive: action });

export const accept: NextAction = {
  registry: "Tiếp nhận, xử lý theo quy định.",
  citizen: "Tiếp nhận thành phần hồ sơ này.",
  archive: "Đưa vào lưu trữ; lưu kết quả này cùng tài liệu.",
};

export const acceptAndKeep: NextAction = {
  registry: "Tiếp nhận; lưu kết quả này cùng hồ sơ.",
  citizen: "Tiếp nhận; lưu kết quả này cùng hồ sơ.",
  archive: "Đưa vào lưu trữ; lưu kết quả này cùng tài liệu.",
};

export const lookThenAccept: NextAction = {
  registry: "Xem danh sách bổ sung; nếu phù hợp thì tiếp nhận.",
  citizen: "Xem danh sách bổ sung; nếu phù hợp thì tiếp nhận.",
  archive: "Xem danh sách bổ sung; nếu phù hợp thì đưa vào lưu trữ cùng kết quả này.",
};

/** Có lỗi đã chứng minh được: bản đang cầm không dùng được. */
export const sendAgain: NextAction = {
  registry: "Không sử dụng tài liệu này; trả lại nơi gửi và đề nghị gửi lại bản đúng như khi ký.",
  citizen: "Không sử dụng tệp này; đề nghị người nộp bổ sung bản đúng như khi ký.",
  archive: "Không lưu như bản hợp lệ; đối chiếu với bản lưu của nơi ban hành.",
};

/** Chữ ký thiếu điều chuẩn đòi hỏi, nên phải ký lại. */
export const signAgain: NextAction = {
  registry: "Chưa dùng làm căn cứ; đề nghị nơi gửi ký lại và gửi lại.",
  citizen: "Chưa dùng làm căn cứ; đề nghị người nộp bổ sung bản đã ký lại.",
  archive: "Chưa lưu như bản hợp lệ; đối chiếu với bản lưu của nơi ban hành.",
};

export const signAgainWithTimestamp: NextAction = {
  registry: "Đề nghị ký lại có dấu thời gian, hoặc đối chiếu với bản lưu của nơi ban hành.",
  citizen: "Đề nghị người nộp bổ sung bản ký lại có dấu thời gian.",
  archive: "Đối chiếu với bản lưu của nơi ban hành trước khi lưu trữ.",
};

export const signAgainWithOtherCertificate: NextAction = {
  registry: "Chưa dùng làm căn cứ; đề nghị nơi gửi ký lại bằng chứng thư chữ ký số được phép dùng để ký.",
  citizen: "Chưa dùng làm căn cứ; đề nghị người nộp bổ sung bản ký bằng chứng thư chữ ký số được phép dùng để ký.",
  archive: "Chưa lưu như bản hợp lệ; đối chiếu với bản lưu của nơi ban hành.",
};

export const askForSignature: NextAction = {
  registry: "Nếu tài liệu này phải ký số, trả lại nơi gửi và đề nghị ký số rồi gửi lại.",
  citizen: "Nếu thành phần này phải ký số, đề nghị ký số rồi gửi lại.",
  archive: "Nếu tài liệu này phải ký số, tìm bản đã ký trước khi lưu trữ.",
};

export const sendReadable: NextAction = {
  registry: "Trả lại nơi gửi và đề nghị gửi lại tệp PDF mở được, không đặt mật khẩu.",
  citizen: "Đề nghị người nộp gửi lại tệp PDF mở được, không đặt mật khẩu.",
  archive: "Lấy lại tệp PDF mở được, không đặt mật khẩu, từ nơi ban hành.",
};

export const askTechnicians = forAll(
  "Chuyển bộ phận kỹ thuật kiểm tra; không thêm chứng thư chữ ký số gửi kèm tài liệu vào danh sách tin cậy.",
);

export const reportFault = forAll("Gửi kết quả này cho bộ phận kỹ thuật; chưa kết luận về tài liệu.");

export const otherTool = forAll("Chưa dùng làm căn cứ; chuyển bộ phận kỹ thuật kiểm tra bằng công cụ khác.");

export const checkAgainWithStatus = forAll(
  "Kiểm tra lại khi có dữ liệu thu hồi đủ mới; trong khi chờ, chưa dùng làm căn cứ.",
);

export const checkAgainUnchanged = forAll("Sao tệp ra nơi không ai đang sửa rồi kiểm tra lại.");

export const compareAdditions: NextAction = {
  registry: "Xem phần bổ sung sau khi ký; nếu chưa rõ, đề nghị nơi gửi gửi lại bản đúng như khi ký.",
  citizen: "Xem phần bổ sung sau khi ký; nếu chưa rõ, đề nghị người nộp bổ sung bản đúng như khi ký.",
  archive: "Đối chiếu phần bổ sung sau khi ký với bản lưu của nơi ban hành.",
};

export const checkEmptyField: NextAction = forAll(
  "Kiểm tra xem vị trí này có phải ký hay không; nếu phải, đề nghị ký số.",
);

export const lookForActive = forAll(
  "Mở bằng phần mềm không chạy mã lệnh, không mở tệp đính kèm; nếu nơi gửi không giải thích được, đề nghị gửi bản không có phần này.",
);

export const lookAtLayers = forAll("Bật mọi lớp, đối chiếu bản trên màn hình với bản in.");

export const lookBelow = forAll("Dời chú thích đó trên một bản sao của tệp để đọc phần chữ bên dưới.");

export const nothing = forAll("Không cần làm gì thêm vì điểm này.");

export const signAgainWithValidCertificate: NextAction = {
  registry: "Không dùng làm căn cứ; đề nghị nơi gửi ký lại bằng chứng thư chữ ký số còn hiệu lực.",
  citizen: "Không dùng làm căn cứ; đề nghị người nộp bổ sung bản ký lại bằng chứng thư chữ ký số còn hiệu lực.",
  archive: "Không lưu như bản hợp lệ; đối chiếu với bản lưu của nơi ban hành.",
};

export const checkAgainAfterSuspension = forAll(
  "Hỏi người ký hoặc CA vì sao bị tạm dừng rồi kiểm tra lại sau; trước đó chưa dùng làm căn cứ.",
);

export const tellSuperiorAndSender = forAll("Không sử dụng; báo người có trách nhiệm và nơi gửi.");

/** Về cả hồ sơ. */

export const checkWithManifest: NextAction = {
  registry: "Kiểm tra lại với danh mục do nơi tiếp nhận lập, hoặc đối chiếu thành phần bằng tay.",
  citizen: "Kiểm tra lại với danh mục của thủ tục do nơi tiếp nhận lập, hoặc đối chiếu thành phần bằng tay.",
  archive: "Lấy danh mục gốc của hồ sơ rồi kiểm tra lại trước khi lưu trữ.",
};

export const nameSealer = forAll(
  "Kiểm tra lại, nêu rõ ai được ký xác nhận danh mục (--sealer-tag, --sealer-organization), hoặc dùng danh mục của cơ quan mình.",
);

export const supplement: NextAction = {
  registry: "Trả lại nơi gửi và đề nghị gửi đủ thành phần.",
  citizen: "Đề nghị người nộp bổ sung thành phần còn thiếu.",
  archive: "Tìm thành phần còn thiếu trước khi lưu trữ.",
};

export const removeExtra: NextAction = {
  registry: "Hỏi nơi gửi vì sao có tệp này; chưa xử lý nội dung của tệp.",
  citizen: "Hỏi người nộp vì sao có tệp này; chưa xử lý nội dung của tệp.",
  archive: "Tách tệp này khỏi hồ sơ, hoặc lưu kèm lời giải thích.",
};

export const sendComponentAgain: NextAction = {
  registry: "Không sử dụng thành phần này; đề nghị nơi gửi gửi lại đúng tệp của hồ sơ này.",
  citizen: "Không sử dụng thành phần này; đề nghị người nộp gửi lại đúng tệp của hồ sơ này.",
  archive: "Không lưu như bản hợp lệ; đối chiếu với bản lưu của nơi ban hành.",
};

export const compareByHand = forAll("Mở thành phần này, đối chiếu mã hồ sơ và tên người nộp bằng mắt.");

export const askForRequiredSignature: NextAction = {
  registry: "Trả lại nơi gửi và đề nghị ký đúng thẩm quyền, đúng thứ tự rồi gửi lại.",
  citizen: "Đề nghị bổ sung bản được ký đúng thẩm quyền, đúng thứ tự.",
  archive: "Chưa lưu như bản hợp lệ; đối chiếu với bản lưu của nơi ban hành.",
};

export const decideOnDeadline = forAll(
  "Xem xét việc quá hạn theo quy định của thủ tục; chữ ký tự nó không vì thế mà sai.",
);

export const doNotOpen = forAll("Không mở tệp này; chuyển bộ phận kỹ thuật kiểm tra.");

export const unpackArchive: NextAction = {
  registry: "Đề nghị nơi gửi gửi từng tệp, không nén lồng nhau.",
  citizen: "Đề nghị người nộp gửi từng tệp, không nén lồng nhau.",
  archive: "Giải nén rồi kiểm tra từng tệp trước khi lưu trữ.",
};

export const sendArchiveAgain: NextAction = {
  registry: "Không giải nén tệp này; đề nghị nơi gửi nén lại và gửi lại.",
  citizen: "Không giải nén tệp này; đề nghị người nộp nén lại và gửi lại.",
  archive: "Không lưu tệp này; lấy lại hồ sơ từ nơi ban hành.",
};

export const acceptDossier: NextAction = {
  registry: "Tiếp nhận hồ sơ, xử lý theo quy định.",
  citizen: "Tiếp nhận hồ sơ; lưu kết quả này cùng hồ sơ.",
  archive: "Đưa hồ sơ vào lưu trữ; lưu kết quả này cùng hồ sơ.",
};
