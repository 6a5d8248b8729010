import type { WidgetTexts } from "../widget-texts.ts";

export const vi: WidgetTexts = {
  label: "Kiểm tra chữ ký số",
  drop: "Kéo tệp PDF, tệp ZIP hoặc thư mục hồ sơ vào đây",
  chooseFiles: "Chọn tệp",
  chooseFolder: "Chọn thư mục",
  staysHere: "Tệp được kiểm tra ngay trên máy này, không gửi đi đâu.",
  starting: "Đang chuẩn bị kiểm tra…",
  checking: ({ path, done, files }) =>
    files > 1 ? `Đang kiểm tra tệp ${done + 1}/${files}: ${path}` : `Đang kiểm tra: ${path}`,
  cancel: "Dừng lại",
  cancelled: "Đã dừng. Chưa có kết quả nào.",
  done: (answer) => `Đã kiểm tra xong. ${answer}`,
  another: "Kiểm tra tệp khác",
  resultLabel: "Kết quả kiểm tra chữ ký số",
  password: {
    label: "Mật khẩu mở tệp",
    hint: "Mật khẩu chỉ dùng trên máy này để mở tệp, không được lưu hay gửi đi.",
    submit: "Mở và kiểm tra lại",
  },
  warning: "Vẫn có thể nộp, nhưng kết quả này chưa đủ để tin cậy; cơ quan tiếp nhận sẽ kiểm tra lại.",
  form: {
    blocked: (answer) => `Chưa thể nộp tệp này. ${answer}`,
    stillChecking: "Đang kiểm tra chữ ký số; vui lòng chờ.",
    required: "Vui lòng chọn tệp cần kiểm tra.",
  },
  problem: {
    "insecure-context": {
      title: "Trang này chưa thể kiểm tra chữ ký số",
      remedy:
        "Trang được mở bằng http nên trình duyệt không cho dùng chức năng mật mã. Hãy mở trang bằng địa chỉ https.",
    },
    "unsupported-browser": {
      title: "Trình duyệt này quá cũ để kiểm tra chữ ký số",
      remedy: "Hãy cập nhật trình duyệt, hoặc dùng Chrome hay Edge từ bản 111, Firefox từ bản 115, Safari từ bản 16.4.",
    },
    configuration: {
      title: "Phần kiểm tra chữ ký số chưa được thiết lập đúng",
      remedy: "Lỗi do cách thiết lập trang, không phải do tệp của bạn. Vui lòng báo cho đơn vị quản lý trang.",
    },
    worker: {
      title: "Phần kiểm tra không khởi động được hoặc đã dừng",
      remedy:
        "Lỗi không phải do tệp của bạn. Hãy tải lại trang rồi thử lại; nếu vẫn lỗi, báo cho đơn vị quản lý trang.",
    },
    "file-unreadable": {
      title: "Không còn đọc được tệp đã chọn",
      remedy: "Tệp đã bị di chuyển, xóa hoặc đang được sửa. Hãy chọn lại tệp.",
    },
    "nothing-chosen": {
      title: "Không có tệp nào để kiểm tra",
      remedy: "Thư mục trống, hoặc nội dung kéo vào không phải là tệp. Hãy chọn tệp PDF hoặc ZIP.",
    },
    "too-many-files": {
      title: "Quá nhiều tệp trong một lần kiểm tra",
      remedy: "Hãy chia thành nhiều lần, mỗi lần một hồ sơ.",
    },
  },
  technical: "Thông tin kỹ thuật:",
};
