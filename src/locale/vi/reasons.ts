import type {
  FieldIrregularity,
  PathStop,
  PdfDamage,
  PlainPart,
  RevocationReason,
  ShownClaim,
  StructureAmbiguity,
  StructureIrregularity,
} from "../../findings.ts";

/** Vì sao một tệp không đọc được như PDF: một mệnh đề mở đầu câu. */
export const damage: { readonly [Reason in PdfDamage]: string } = {
  "startxref-missing": "Cuối tệp không có chỉ dẫn startxref",
  "xref-malformed": "Bảng tham chiếu (xref) sai cấu trúc",
  "xref-loop": "Các bảng tham chiếu (xref) trỏ vòng quanh vào nhau",
  "xref-out-of-file": "Bảng tham chiếu (xref) trỏ ra ngoài tệp",
  "trailer-malformed": "Phần kết (trailer) của tệp sai cấu trúc",
  "catalog-missing": "Tệp không có danh mục gốc (catalog)",
  "page-tree-malformed": "Cây trang của tệp sai cấu trúc",
  "object-malformed": "Một đối tượng trong tệp sai cấu trúc",
  "object-mismatch": "Một đối tượng không nằm đúng chỗ mà bảng tham chiếu ghi",
  "object-stream-malformed": "Một luồng đối tượng sai cấu trúc",
  "stream-length": "Độ dài của một luồng dữ liệu ghi không đúng",
  "filter-unsupported": "Một luồng cấu trúc được nén theo cách chưa được hỗ trợ",
  "filter-data": "Dữ liệu nén của một luồng cấu trúc bị hỏng",
  "external-stream": "Nội dung của tệp nằm ở một tệp khác bên ngoài",
  "encrypted-data": "Một phần đã mã hóa của tệp bị hỏng",
  "form-loop": "Các trường của biểu mẫu trỏ vòng quanh vào nhau",
  "form-malformed": "Biểu mẫu (AcroForm) sai cấu trúc",
};

/** Phần không được mã hóa: chủ ngữ của một mệnh đề. */
export const plainPart: { readonly [Part in PlainPart]: string } = {
  strings: "phần chữ",
  streams: "phần trang và hình ảnh",
  attachments: "phần tệp đính kèm",
  "single-streams": "một số phần nội dung",
};

/** Vì sao đường dẫn chứng thực dừng lại ở một chứng thư chữ ký số: một mệnh đề sau dấu hai chấm. */
export const pathStop: { readonly [Stop in PathStop]: string } = {
  "issuer-not-found": "không tìm thấy chứng thư của tổ chức đã cấp",
  "issuer-signature": "chữ ký của tổ chức cấp không khớp",
  "issuer-not-ca": "bên cấp không phải là CA",
  "path-length": "đường dẫn dài hơn mức CA cho phép",
  "key-usage": "bên cấp không được phép dùng khóa để cấp chứng thư",
  "critical-extension": "có phần mở rộng bắt buộc mà công cụ này không hiểu",
  "not-yet-valid": "chưa có hiệu lực",
  expired: "đã hết hạn",
  "weak-algorithm": "thuật toán không còn an toàn",
  "algorithm-unsupported": "môi trường này không kiểm tra được thuật toán của chữ ký trên chứng thư",
  "name-constraints": "tên nằm ngoài phạm vi CA được phép cấp",
  policy: "chính sách chứng thư không phù hợp",
  "anchor-role": "chứng thư gốc không được cấu hình cho vai trò này",
  "anchor-period": "nằm ngoài thời gian tin cậy chứng thư gốc",
  malformed: "sai cấu trúc",
  limit: "việc tìm đường dẫn vượt giới hạn an toàn",
};

export const fieldIrregularity: { readonly [Irregularity in FieldIrregularity]: string } = {
  "name-not-text": "tên trường không phải là văn bản",
  "name-with-period": "tên riêng của trường có dấu chấm",
  "parent-mismatch": "trường cấp trên được ghi khác với biểu mẫu",
  "widget-with-field-keys": "phần hiển thị trên trang mang dữ liệu của trường",
};

/** Vì sao chứng thư chữ ký số bị thu hồi: trong ngoặc sau thời điểm. */
export const revocationReason: { readonly [Reason in RevocationReason]: string } = {
  unspecified: "không nêu lý do",
  keyCompromise: "khóa bí mật bị lộ",
  cACompromise: "khóa của CA bị lộ",
  affiliationChanged: "thuê bao thay đổi đơn vị",
  superseded: "đã được thay bằng chứng thư khác",
  cessationOfOperation: "không còn sử dụng",
  certificateHold: "tạm dừng",
  removeFromCRL: "đã đưa ra khỏi danh sách",
  privilegeWithdrawn: "quyền đã bị rút",
  aACompromise: "khóa của tổ chức cấp thuộc tính bị lộ",
};

/** Điểm khác thường mà các phần mềm đều chấp nhận: mệnh đề mở đầu câu. */
export const structureIrregularity: { readonly [Irregularity in StructureIrregularity]: string } = {
  "offsets-from-header": "Tệp đếm byte từ phần đầu PDF chứ không từ đầu tệp",
  "xref-offset-imprecise": "Bảng tham chiếu đối tượng lệch vài byte so với chỗ đã ghi",
  "eof-marker-missing": "Tệp thiếu dấu kết thúc",
  "xref-numbered-from-one": "Bảng tham chiếu đối tượng đánh số từ 1",
  "xref-entry-format": "Bảng tham chiếu đối tượng trình bày sai quy cách",
  "xref-repeated-entry": "Bảng tham chiếu ghi một đối tượng hai lần, cùng một chỗ",
  "xref-stream-surplus": "Bảng tham chiếu đối tượng dài hơn mức đã ghi",
  "prev-zero": "Bảng tham chiếu cũ nhất trỏ về một bảng trước đó không có thật",
  "hybrid-stream-stale": "Phiên bản sau mang theo một danh mục đối tượng đã cũ",
  "entry-offset-zero": "Có đối tượng được ghi ở đầu tệp, nơi không có đối tượng nào",
  "object-offset-imprecise": "Có khoảng trắng đứng trước một đối tượng",
  "stream-keyword-eol": "Có luồng dữ liệu bắt đầu bằng dấu xuống dòng khác thường",
  "stream-end-space": "Có khoảng trắng sau dữ liệu của một luồng",
};

/** Điểm khiến hai phần mềm có thể thấy hai tài liệu trong một tệp: mệnh đề mở đầu câu. */
export const structureAmbiguity: { readonly [Ambiguity in StructureAmbiguity]: string } = {
  "offsets-count-both-ways": "Tệp đọc được cả khi đếm byte từ đầu tệp lẫn từ phần đầu PDF",
  "xref-duplicate-entry": "Bảng tham chiếu ghi hai chỗ khác nhau cho một đối tượng",
  "xref-size-exceeded": "Tệp có đối tượng vượt quá số lượng đã ghi",
  "trailer-without-root": "Phiên bản mới nhất không ghi điểm bắt đầu của tài liệu",
  "hybrid-conflict": "Tệp có hai danh mục đối tượng mâu thuẫn nhau",
};

/** Điều mà hình hiển thị của chữ ký nêu ra. */
export const shownClaim: { readonly [Claim in ShownClaim]: string } = {
  signer: "người ký",
  title: "chức vụ",
  organization: "cơ quan, tổ chức",
  time: "thời điểm ký",
};
