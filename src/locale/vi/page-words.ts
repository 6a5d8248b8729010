import type { PageWords } from "../page-words.ts";

export const pageWords: PageWords = {
  who: "Ai ký, cho cơ quan nào, khi nào",
  onBehalfOf: (organization) => `cơ quan: ${organization}`,
  undecided: {
    title: "Chưa thể xác nhận",
    established: "Đã xác định được",
    nothingEstablished: "Chưa xác định được điều gì.",
    missing: "Còn thiếu, theo nguyên nhân",
    remedy: "Cách khắc phục",
  },
  unchecked: {
    title: "Những điều không được kiểm tra",
    matters: {
      "unreadable-files": "Tệp không đọc được: có chữ ký hay không, của ai, đều chưa biết.",
      signatures: "Chữ ký, người ký và chứng thư: tệp chưa ký không có gì để kiểm tra.",
      revocation: "Tình trạng thu hồi của chứng thư: bỏ qua theo yêu cầu của người kiểm tra.",
      "newer-status": "Tình trạng thu hồi mới hơn dữ liệu có sẵn: kiểm tra ngoại tuyến, không hỏi qua mạng.",
      authority: "Người ký có thẩm quyền hay không, và tệp có thuộc hồ sơ này hay không: không có danh mục để xét.",
      "earlier-state":
        "Tệp có bị cắt về một phiên bản đã ký trước đó hay không: không có mã băm trong danh mục thì không thể biết.",
      "other-files": "Nội dung của các tệp không phải PDF.",
      truth: "Nội dung tài liệu có đúng sự thật, đúng pháp luật hay không.",
    },
  },
  chain: {
    title: "Đường dẫn tin cậy",
    anchor: "Chứng thư gốc được cấu hình",
    intermediate: "CA trung gian",
    signer: "Người ký",
    timestampAuthority: "Tổ chức cấp dấu thời gian",
    broken: "Không dẫn tới chứng thư gốc nào được cấu hình",
    statusNotChecked: "chưa kiểm tra tình trạng",
  },
  slip: {
    title: "Phiếu kết quả kiểm tra chữ ký số",
    result: "Kết quả",
    dossier: "Hồ sơ",
    file: "Tệp",
    checkedAt: "Thời điểm kiểm tra",
    version: "Công cụ",
    trust: "Gốc tin cậy",
    policy: "Chính sách",
    checker: "Người kiểm tra (ký, ghi rõ họ tên)",
    place: "Ngày, nơi kiểm tra",
    provesNothing:
      "Phiếu này tự nó không chứng minh điều gì: ai cũng có thể in một phiếu như thế. Muốn biết chắc, kiểm tra lại chính tệp có mã SHA-256 ghi trên phiếu.",
  },
};
